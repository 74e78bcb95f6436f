// A kernel as the quad that bounds its ellipse at the cut-off.

uniform float footprint;  // variance of a device pixel
uniform float radius;     // Mahalanobis distance of the cut-off

flat out vec2 mean;
flat out vec3 form;  // takes an offset to one whose squared length is minus the exponent of 2
flat out vec3 colour;

const float ROOT_OF_HALF_LOG2_E = 0.84932180028801904;
const float PI = 3.14159265358979324;

void main() {
    int kernel = kernel_index();
    float xx = number(kernel, 2), xy = number(kernel, 3), yy = number(kernel, 4);
    float area = scale * scale;
    float a = xx * area + footprint, b = xy * area, c = yy * area + footprint;
    // From the determinant in photo pixels, which was taken in float64: a * c - b * b would lose it for
    // kernels that are long and thin.
    float determinant = area * area * number(kernel, 8) + footprint * (area * (xx + yy) + footprint);
    mean = mean_of(kernel);
    form = vec3(ROOT_OF_HALF_LOG2_E * inversesqrt(a), b / a, ROOT_OF_HALF_LOG2_E * sqrt(a / determinant));
    float peak = 0.25 * area / (2.0 * PI * sqrt(determinant));
    colour = peak * vec3(number(kernel, 5), number(kernel, 6), number(kernel, 7));
    gl_Position = determinant > 0.0 ? corner(mean, radius * sqrt(vec2(a, c))) : vec4(2.0, 2.0, 0.0, 1.0);
}
