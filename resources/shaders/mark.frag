// How much of a device pixel a dot or an ellipse's line covers; blending lays its colour over the others.

uniform vec2 centre;
uniform bool ellipse;
uniform float width;
uniform vec4 colour;  // opacity last

flat in vec2 mean;
flat in vec3 inverse;
out vec4 value;

void main() {
    vec2 d = gl_FragCoord.xy - centre - mean;
    float away = length(d);
    if (ellipse) {
        // To first order, (r - 1) / |grad r| with r the Mahalanobis distance: exact on the line.
        vec2 slope = vec2(dot(inverse.xy, d), dot(inverse.yz, d));
        float squared = dot(d, slope);
        away = abs(squared - sqrt(squared)) / length(slope);
    }
    value = vec4(colour.rgb, colour.a * clamp(width + 0.5 - away, 0.0, 1.0));
}
