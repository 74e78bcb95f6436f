// A kernel's mark: a quad around its dot or its 1-sigma ellipse.

uniform bool ellipse;
uniform float width;  // radius of a dot, half the width of an ellipse's line, in device pixels

flat out vec2 mean;
flat out vec3 inverse;  // of the covariance: xx, xy, yy

void main() {
    int kernel = kernel_index();
    mean = mean_of(kernel);
    vec2 extent = vec2(width + 1.0);
    // Kernels without a colour are muted or peeled away.
    bool drawn = number(kernel, 5) != 0.0 || number(kernel, 6) != 0.0 || number(kernel, 7) != 0.0;
    if (ellipse) {
        vec3 covariance = scale * scale * vec3(number(kernel, 2), number(kernel, 3), number(kernel, 4));
        float determinant = scale * scale * scale * scale * number(kernel, 8);
        inverse = vec3(covariance.z, -covariance.y, covariance.x) / determinant;
        extent += sqrt(covariance.xz);
        drawn = drawn && determinant > 0.0;
    }
    gl_Position = drawn ? corner(mean, extent) : vec4(2.0, 2.0, 0.0, 1.0);
}
