// One kernel of a tile on the GPU, and where it lies. Put before every vertex shader.

uniform sampler2DArray kernels;  // layers: mean x, y from the tile's origin; covariance xx, xy, yy;
                                 // colour r, g, b; determinant. Kernel i lies in column i % 4096.
uniform ivec4 part;              // first kernel, kernels in a row, step in a row, step between rows
uniform vec4 place;              // tile's origin seen from the block's centre: whole photo pixels, and the rest
uniform float scale;             // device pixels for each photo pixel
uniform vec2 centre;             // of the block, in device pixels

int kernel_index() {
    return part.x + gl_InstanceID % part.y * part.z + gl_InstanceID / part.y * part.w;
}

float number(int kernel, int layer) {
    return texelFetch(kernels, ivec3(kernel & 4095, kernel >> 12, layer), 0).r;
}

// The mean in device pixels from the block's centre.
vec2 mean_of(int kernel) {
    vec2 from_origin = vec2(number(kernel, 0), number(kernel, 1));
    return ((from_origin + place.xy) + place.zw) * scale;
}

// The corner of this vertex of a quad: what of a box around a mean lies in the block, and nothing where
// that is empty.
vec4 corner(vec2 mean, vec2 extent) {
    vec2 low = max(mean - extent, -centre), high = min(mean + extent, centre);
    if (!(low.x < high.x && low.y < high.y)) {
        return vec4(2.0, 2.0, 0.0, 1.0);
    }
    vec2 at = vec2((gl_VertexID & 1) == 0 ? low.x : high.x, (gl_VertexID & 2) == 0 ? low.y : high.y);
    return vec4(at / centre, 0.0, 1.0);
}
