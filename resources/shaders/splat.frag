// A kernel at a device pixel; blending adds it to the others.

uniform vec2 centre;
uniform bool halves;  // whether what is added up are float16

flat in vec2 mean;
flat in vec3 form;
flat in vec3 colour;
layout(location = 0) out vec4 value;
layout(location = 1) out vec4 rest;

void main() {
    vec2 d = gl_FragCoord.xy - centre - mean;
    vec2 t = vec2(d.x * form.x, (d.y - form.y * d.x) * form.z);
    vec3 exact = colour * exp2(-dot(t, t));
    // A float16 holds 11 bits: sums of multiples of 1/512 are exact up to 4, and those of what is left,
    // a thousandfold and in multiples of 1/64, up to 32.
    vec3 coarse = halves ? floor(exact * 512.0 + 0.5) / 512.0 : exact;
    value = vec4(coarse, 0.0);
    rest = vec4(floor((exact - coarse) * 65536.0 + 0.5) / 64.0, 0.0);
}
