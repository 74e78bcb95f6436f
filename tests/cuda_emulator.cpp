// A GPU for tests: the part of the CUDA driver's interface that the program calls, on the CPU. It is compiled
// together with the program's own CUDA source. The threads of a block are fibers that run in turn, each until
// its next barrier, so that the answer is the same in every run; CUDA_EMULATOR_ORDER=backwards turns the order
// round, which changes the answer where a barrier is missing. A block whose threads do not all come to the same
// barrier fails, as does one of the wrong size.

#include <ucontext.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

struct int2 { int x, y; };
struct int4 { int x, y, z, w; };
struct alignas(16) float4 { float x, y, z, w; };
struct dim3 { unsigned x, y, z; };

#define __global__
#define __device__
#define __shared__ static
#define __launch_bounds__(threads)

static dim3 gridDim, blockDim, blockIdx, threadIdx;

namespace emulator {

constexpr size_t STACK = 64 * 1024;
enum State { READY, AT_BARRIER, DONE };

struct Fiber {
    ucontext_t context;
    State state;
    std::vector<char> stack = std::vector<char>(STACK);
};

static ucontext_t scheduler;
static std::vector<Fiber> fibers;
static Fiber* running;
static void (*kernel)(void**);
static void** arguments;

static void start() {
    kernel(arguments);
    running->state = DONE;
}

static void barrier() {
    running->state = AT_BARRIER;
    swapcontext(&running->context, &scheduler);
}

// Run the threads of one block; false if they part at a barrier.
static bool block(size_t threads, bool backwards) {
    for (size_t i = 0; i < threads; ++i) {
        Fiber& fiber = fibers[i];
        getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = fiber.stack.data();
        fiber.context.uc_stack.ss_size = STACK;
        fiber.context.uc_link = &scheduler;
        makecontext(&fiber.context, start, 0);
        fiber.state = READY;
    }
    for (size_t done = 0, waiting = 0; done < threads; waiting = 0) {
        for (size_t turn = 0; turn < threads; ++turn) {
            size_t i = backwards ? threads - 1 - turn : turn;
            if (fibers[i].state == DONE) continue;
            running = &fibers[i];
            threadIdx = {unsigned(i), 0, 0};
            swapcontext(&scheduler, &running->context);
            ++(running->state == DONE ? done : waiting);
        }
        if (done && waiting) return false;
    }
    return true;
}

template <class... Parameters, size_t... Index>
void call(void (*function)(Parameters...), void** values, std::index_sequence<Index...>) {
    function(*static_cast<Parameters*>(values[Index])...);
}

template <class... Parameters>
void unpack(void (*function)(Parameters...), void** values) {
    call(function, values, std::index_sequence_for<Parameters...>());
}

}  // namespace emulator

#define __syncthreads emulator::barrier

#include CUDA_SOURCE

struct Entry {
    const char* name;
    void (*call)(void**);
};

#define ENTRY(name) {#name, [](void** values) { emulator::unpack(name, values); }}
static Entry entries[] = {ENTRY(prepare), ENTRY(add), ENTRY(gather), ENTRY(levels)};

static int launches, fail_at;

extern "C" {

// For tests: the kernels launched so far; and the launch, counted from now, that fails (0: none does).
int emulator_launches() { return launches; }
void emulator_fail_at(int launch) { fail_at = launch ? launches + launch : 0; }

int cuInit(unsigned) { return 0; }
int cuDeviceGet(int* device, int ordinal) { return *device = ordinal, 0; }
int cuDevicePrimaryCtxRetain(void** context, int) { return *context = &launches, 0; }
int cuCtxSetCurrent(void* context) { return context == &launches ? 0 : 201; }
int cuModuleLoadData(void** module, const void*) { return *module = entries, 0; }

int cuGetErrorString(int error, const char** text) {
    *text = error == 2 ? "out of memory" : error == 719 ? "unspecified launch failure" : "an emulated error";
    return 0;
}

int cuModuleGetFunction(void** function, void*, const char* name) {
    for (Entry& entry : entries)
        if (!strcmp(entry.name, name)) return *function = &entry, 0;
    return 500;
}

int cuLaunchKernel(void* function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x,
                   unsigned block_y, unsigned block_z, unsigned shared_bytes, void*, void** values, void** extra) {
    if (++launches == fail_at) return 719;
    if (!grid_x || !grid_y || grid_z != 1 || grid_y > 65535 || shared_bytes || extra) return 1;
    if (block_x != THREADS || block_y != 1 || block_z != 1) return 1;
    const char* order = getenv("CUDA_EMULATOR_ORDER");
    emulator::kernel = static_cast<Entry*>(function)->call;
    emulator::arguments = values;
    emulator::fibers.resize(block_x);
    gridDim = {grid_x, grid_y, 1};
    blockDim = {block_x, 1, 1};
    for (unsigned y = 0; y < grid_y; ++y)
        for (unsigned x = 0; x < grid_x; ++x) {
            blockIdx = {x, y, 0};
            if (!emulator::block(block_x, order && !strcmp(order, "backwards"))) return 719;
        }
    return 0;
}
}
