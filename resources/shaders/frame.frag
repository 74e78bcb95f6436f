// The sum: as floats, or as levels of 8 bits, rounded as the CPU does.

uniform sampler2D sum;
uniform sampler2D rest;
uniform bool halves;  // whether what was added up are float16: see splat.frag
uniform bool eight_bits;

out vec4 value;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec3 whole = texelFetch(sum, at, 0).rgb;
    if (halves) {
        whole += texelFetch(rest, at, 0).rgb / 1024.0;
    }
    value = vec4(eight_bits ? floor(clamp(whole, 0.0, 1.0) * 255.0 + 0.5) / 255.0 : whole, 1.0);
}
