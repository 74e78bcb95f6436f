// The sum of kernels on a GPU, and its gradients. One source: NVRTC compiles it when the program runs, and in
// the tests a C++ compiler does, with tests/cuda_emulator.cpp for the GPU.
//
// No atomics: a pixel gathers the kernels of its screen tile, a kernel gathers the pixels of its window. So the
// same view is the same picture to the last bit, and the number of kernels in a tile has no limit.

#define TILE 16      // Side of a screen tile, in device pixels.
#define THREADS 256  // Of a block: one for each pixel of a screen tile. TILE and THREADS stand in kernel_sum.py too.

const double LOG2_E = 1.4426950408889634;
const double PI = 3.141592653589793;

// Where some kernels lie. A table of these holds all kernels that are drawn, in order.
struct Group {
    long long address;  // of their numbers, (8, count) float32, as in GaussianField.kernels
    long long first;    // kernels in the groups before
    long long count;    // kernels in this one, 1 or more
    long long picture;  // to which they are added
};

// What is drawn of them.
struct Look {
    double scale, x0, y0;              // the view
    double footprint, squared_radius;  // variance added; squared Mahalanobis radius of the cut-off
    int width, height;                 // of a picture, in device pixels
};

// A kernel in device pixels. With dx, dy a pixel's offset from the mean, its exponential is
// 2^-((across dx)^2 + (along (dy - slope dx))^2): dy given dx. Written so, a long and thin kernel loses nothing
// to rounding, where the three terms of the usual form would cancel each other.
struct Splat {
    float4 place;   // mean x, y; half the width and height of the box around the ellipse of the cut-off
    float4 shape;   // across, slope, along, amplitude
    float4 colour;  // red, green, blue at the mean; 0
};

// The covariance of a kernel in device pixels, and its determinant.
struct Covariance {
    double xx, xy, yy, determinant;
};

__device__ inline Covariance covariance_of(const float* kernel, long long stride, const Look& look) {
    double xx = kernel[2 * stride], xy = kernel[3 * stride], yy = kernel[4 * stride];
    double area = look.scale * look.scale, footprint = look.footprint;
    Covariance of;
    of.xx = xx * area + footprint;
    of.xy = xy * area;
    of.yy = yy * area + footprint;
    double singular = footprint * (area * (xx + yy) + footprint);
    of.determinant = (xx * yy - xy * xy) * area * area + singular;
    // float32 numbers make a thin kernel's own determinant a little negative; at huge scales the footprint cannot
    // make up for that.
    if (of.determinant <= 0) of.determinant = singular;
    return of;
}

__device__ inline int group_of(const Group* groups, int count, long long kernel) {
    int low = 0, high = count - 1;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (groups[middle].first <= kernel) low = middle;
        else high = middle - 1;
    }
    return low;
}

// First and last pixel, on a side of `length` pixels, of a box around a mean; last < first where there is none.
__device__ inline int2 window_of(float mean, float half, int length) {
    int2 none = {0, -1};
    // Compared as floats first: a mean far outside would not fit a whole number. Not a number fails, too.
    if (!(mean + half >= 0 && mean - half <= length - 1)) return none;
    int2 window = {(int)ceilf(fmaxf(mean - half, 0.0f)), (int)floorf(fminf(mean + half, length - 1.0f))};
    return window;
}

// Kernels as they look in a view, one a thread.
// spans: the screen tiles that a kernel meets: first column and row (of all pictures' tiles, one picture below
// the other), columns and rows; 0, 0 where it is not seen.
extern "C" __global__ void prepare(const Group* groups, int group_count, int count, Look look, Splat* splats,
                                   int4* spans) {
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i >= count) return;
    Group group = groups[group_of(groups, group_count, i)];
    long long n = group.count;
    const float* kernel = (const float*)group.address + (i - group.first);
    Covariance c = covariance_of(kernel, n, look);
    Splat s;
    s.place.x = (float)((kernel[0] - look.x0) * look.scale - 0.5);
    s.place.y = (float)((kernel[n] - look.y0) * look.scale - 0.5);
    s.place.z = (float)sqrt(look.squared_radius * c.xx);
    s.place.w = (float)sqrt(look.squared_radius * c.yy);
    int2 across = window_of(s.place.x, s.place.z, look.width);
    int2 down = window_of(s.place.y, s.place.w, look.height);
    int4 span = {0, 0, 0, 0};
    if (across.x <= across.y && down.x <= down.y && c.xx > 0 && c.determinant > 0) {
        int rows = (look.height + TILE - 1) / TILE;
        span.x = across.x / TILE;
        span.y = (int)group.picture * rows + down.x / TILE;
        span.z = across.y / TILE - across.x / TILE + 1;
        span.w = down.y / TILE - down.x / TILE + 1;
        s.shape.x = (float)sqrt(0.5 * LOG2_E / c.xx);
        s.shape.y = (float)(c.xy / c.xx);
        s.shape.z = (float)sqrt(0.5 * LOG2_E * c.xx / c.determinant);
        s.shape.w = (float)(look.scale * look.scale / (8 * PI) / sqrt(c.determinant));
        s.colour.x = kernel[5 * n] * s.shape.w;
        s.colour.y = kernel[6 * n] * s.shape.w;
        s.colour.z = kernel[7 * n] * s.shape.w;
        s.colour.w = 0;
        splats[i] = s;
    }
    spans[i] = span;
}

__device__ inline float exponential(float4 shape, float dx, float dy) {
    float u = shape.x * dx, v = shape.z * (dy - shape.y * dx);
    return exp2f(-(u * u + v * v));
}

// Add kernels to pictures (number, 3, height, width); a block for each screen tile, its kernels being
// members[offsets[tile]] to members[offsets[tile + 1] - 1].
extern "C" __global__ void __launch_bounds__(THREADS) add(const Splat* splats, const int* offsets, const int* members,
                                                          int width, int height, float* pictures) {
    __shared__ float4 place[THREADS], shape[THREADS], colour[THREADS];
    int thread = threadIdx.x, rows = (height + TILE - 1) / TILE;
    int tile = blockIdx.y * gridDim.x + blockIdx.x;
    // A warp of 32 threads takes 8 x 4 pixels: a small kernel misses most of them, and they pass it over together.
    int warp = thread / 32, lane = thread % 32;
    int x = blockIdx.x * TILE + warp % 2 * 8 + lane % 8;
    int y = blockIdx.y % rows * TILE + warp / 2 * 4 + lane / 8;
    float red = 0, green = 0, blue = 0;
    int end = offsets[tile + 1];
    for (int begin = offsets[tile]; begin < end; begin += THREADS) {
        if (begin + thread < end) {
            Splat s = splats[members[begin + thread]];
            place[thread] = s.place;
            shape[thread] = s.shape;
            colour[thread] = s.colour;
        }
        __syncthreads();
        int loaded = end - begin < THREADS ? end - begin : THREADS;
        for (int j = 0; j < loaded; ++j) {
            float dx = x - place[j].x, dy = y - place[j].y;
            if (fabsf(dx) <= place[j].z && fabsf(dy) <= place[j].w) {
                float e = exponential(shape[j], dx, dy);
                red += e * colour[j].x;
                green += e * colour[j].y;
                blue += e * colour[j].z;
            }
        }
        __syncthreads();
    }
    if (x < width && y < height) {
        long long plane = (long long)width * height, at = (long long)y * width + x;
        float* picture = pictures + blockIdx.y / rows * 3 * plane;
        picture[at] += red;
        picture[at + plane] += green;
        picture[at + 2 * plane] += blue;
    }
}

// Gradients of kernels, laid out like them, (8, count) for each group one after the other, from those of the
// pictures; one kernel a thread. The formulas stand in rasterize/differentiable.py.
extern "C" __global__ void gather(const Group* groups, int group_count, int count, Look look, const Splat* splats,
                                  const int4* spans, const float* pictures, float* gradients) {
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i >= count) return;
    Group group = groups[group_of(groups, group_count, i)];
    long long n = group.count, j = i - group.first;
    float* gradient = gradients + 8 * group.first + j;
    if (spans[i].z == 0) {
        for (int row = 0; row < 8; ++row) gradient[row * n] = 0;
        return;
    }
    const float* kernel = (const float*)group.address + j;
    Splat s = splats[i];
    int2 across = window_of(s.place.x, s.place.z, look.width);
    int2 down = window_of(s.place.y, s.place.w, look.height);
    long long plane = (long long)look.width * look.height;
    const float* picture = pictures + group.picture * 3 * plane;
    float red = 0, green = 0, blue = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (int row = down.x; row <= down.y; ++row) {
        float dy = row - s.place.y;
        for (int column = across.x; column <= across.y; ++column) {
            float dx = column - s.place.x, e = exponential(s.shape, dx, dy);
            const float* incoming = picture + (long long)row * look.width + column;
            float r = e * incoming[0], g = e * incoming[plane], b = e * incoming[2 * plane];
            red += r;
            green += g;
            blue += b;
            float w = r * s.colour.x + g * s.colour.y + b * s.colour.z;
            x += w * dx;
            y += w * dy;
            xx += w * dx * dx;
            xy += w * dx * dy;
            yy += w * dy * dy;
        }
    }
    Covariance c = covariance_of(kernel, n, look);
    double p = c.yy / c.determinant, q = -c.xy / c.determinant, t = c.xx / c.determinant;
    double w = red * s.colour.x + green * s.colour.y + blue * s.colour.z;
    double scale = look.scale, area = scale * scale;
    gradient[0] = (float)(scale * (p * x + q * y));
    gradient[n] = (float)(scale * (q * x + t * y));
    gradient[2 * n] = (float)(area / 2 * (p * p * xx + 2 * p * q * xy + q * q * yy - p * w));
    gradient[3 * n] = (float)(area * (p * q * xx + (p * t + q * q) * xy + q * t * yy - q * w));
    gradient[4 * n] = (float)(area / 2 * (q * q * xx + 2 * q * t * xy + t * t * yy - t * w));
    gradient[5 * n] = red * s.shape.w;
    gradient[6 * n] = green * s.shape.w;
    gradient[7 * n] = blue * s.shape.w;
}

__device__ inline unsigned int level(float value) {
    return (unsigned int)fminf(fmaxf(value * 255 + 0.5f, 0.0f), 255.0f);
}

// A picture (3, pixels) as a screen takes it: 255, red, green, blue from a word's highest byte down.
extern "C" __global__ void levels(const float* picture, int pixels, unsigned int* words) {
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i >= pixels) return;
    const float *red = picture + i, *green = red + pixels, *blue = green + pixels;
    words[i] = 0xFF000000u | level(*red) << 16 | level(*green) << 8 | level(*blue);
}
