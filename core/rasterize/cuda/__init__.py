"""Drawing on NVIDIA GPUs, without a compiler or a toolkit on the machine.

The sum is a CUDA function of our own, in `sum.cu`, which NVRTC compiles in the process. Why NVRTC: it comes
with every CUDA build of torch, on Linux and on Windows, in the version that fits torch's CUDA, so that there
is nothing more to install and nothing that can disagree. The others would add either: Triton has no official
Windows package and wants a C compiler on Linux; numba-cuda and cuda-core bring a CUDA of their own, whose
major version must be chosen to fit torch's and the driver's. And the source is plain C++: the tests compile
it for the CPU and run it there.
"""
