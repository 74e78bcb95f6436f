"""A vector of float32 lanes for numba, made of a few LLVM intrinsics: no C compiler is needed."""

# numba hands the generators below things that have no types.
# pyright: reportUnknownLambdaType=false

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

F = TypeVar("F", bound=Callable[..., Any])

LEAST_EXPONENT = -80.0
"""exp2 answers 2**-80 below: nothing in a sum of colours, and far from slow denormal numbers."""


def compiled(function: F) -> F:
    """Compile a function that releases the GIL, kept on disk where a folder for that can be written."""
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        return cast(F, njit(cache=True, **options)(function))
    except RuntimeError:  # numba found no folder to keep it in: compile it each time
        return cast(F, njit(**options)(function))


class Lanes(types.Type):
    """The numba type of n float32 lanes."""

    def __init__(self, n: int) -> None:
        self.n = n
        super().__init__(name=f"float32x{n}")


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, lanes: Lanes) -> None:
        super().__init__(manager, lanes, ir.VectorType(ir.FloatType(), lanes.n))


@intrinsic
def pointer_to_floats(context: Any, address: Any) -> Any:
    """A memory address (int64) as a pointer to float32."""

    def generate(_context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], ir.FloatType().as_pointer())

    return types.CPointer(types.float32)(types.int64), generate


def vector_operations(n: int) -> tuple[Any, ...]:
    """Operations on n lanes: splat, iota, load, store, add, mul, fma, exp2, total.

    `load(array, i)` and `store(array, i, lanes)` take a flat array and need no alignment; `fma(x, y, z)` is
    x * y + z; `total(lanes)` is the sum of the lanes.
    """
    lanes = Lanes(n)
    floats = ir.VectorType(ir.FloatType(), n)
    integers = ir.VectorType(ir.IntType(32), n)

    def constant(x: float) -> Any:
        return ir.Constant(floats, [x] * n)

    def fused(b: Any, *xyz: Any) -> Any:
        kind = ir.FunctionType(floats, [floats] * 3)
        return b.call(cgutils.get_or_insert_function(b.module, kind, f"llvm.fma.v{n}f32"), list(xyz))

    def address(context: Any, b: Any, array_type: Any, array: Any, i: Any) -> Any:
        data = context.make_array(array_type)(context, b, array).data
        return b.bitcast(b.gep(data, [i]), floats.as_pointer())

    @intrinsic
    def splat(context: Any, x: Any) -> Any:
        def generate(_context: Any, b: Any, signature: Any, a: Any) -> Any:
            undefined = ir.Constant(floats, ir.Undefined)
            first = b.insert_element(undefined, a[0], ir.Constant(ir.IntType(32), 0))
            return b.shuffle_vector(first, undefined, ir.Constant(integers, [0] * n))

        return lanes(types.float32), generate

    @intrinsic
    def iota(context: Any) -> Any:
        return lanes(), lambda _c, _b, _s, _a: ir.Constant(floats, [float(i) for i in range(n)])

    @intrinsic
    def load(context: Any, array: Any, i: Any) -> Any:
        def generate(context: Any, b: Any, signature: Any, a: Any) -> Any:
            value = b.load(address(context, b, signature.args[0], a[0], a[1]))
            value.align = 4
            return value

        return lanes(array, types.intp), generate

    @intrinsic
    def store(context: Any, array: Any, i: Any, value: Any) -> Any:
        def generate(context: Any, b: Any, signature: Any, a: Any) -> Any:
            stored = b.store(a[2], address(context, b, signature.args[0], a[0], a[1]))
            stored.align = 4
            return context.get_dummy_value()

        return types.void(array, types.intp, lanes), generate

    @intrinsic
    def add(context: Any, x: Any, y: Any) -> Any:
        return lanes(lanes, lanes), lambda _c, b, _s, a: b.fadd(a[0], a[1])

    @intrinsic
    def mul(context: Any, x: Any, y: Any) -> Any:
        return lanes(lanes, lanes), lambda _c, b, _s, a: b.fmul(a[0], a[1])

    @intrinsic
    def fma(context: Any, x: Any, y: Any, z: Any) -> Any:
        return lanes(lanes, lanes, lanes), lambda _c, b, _s, a: fused(b, *a)

    @intrinsic
    def exp2(context: Any, x: Any) -> Any:
        # Split into a whole power and 2**f, |f| <= 1/2: a Chebyshev fit of degree 5, relative error 1.0e-7.
        def generate(_context: Any, b: Any, signature: Any, a: Any) -> Any:
            low, magic = (
                constant(LEAST_EXPONENT),
                constant(12582912.0),
            )  # 1.5 * 2**23 rounds to a whole number
            x = b.select(b.fcmp_ordered(">", a[0], low), a[0], low)
            z = b.fadd(x, magic)
            f = b.fsub(x, b.fsub(z, magic))
            p = constant(0.00133909)
            for c in (0.00967603, 0.05550357, 0.24022107, 0.69314719, 1.00000008):
                p = fused(b, p, f, constant(c))
            exponent = b.shl(b.bitcast(z, integers), ir.Constant(integers, [23] * n))
            return b.bitcast(b.add(b.bitcast(p, integers), exponent), floats)

        return lanes(lanes), generate

    @intrinsic
    def total(context: Any, x: Any) -> Any:
        def generate(_context: Any, b: Any, signature: Any, a: Any) -> Any:
            kind = ir.FunctionType(ir.FloatType(), [ir.FloatType(), floats])
            reduce = cgutils.get_or_insert_function(b.module, kind, f"llvm.vector.reduce.fadd.v{n}f32")
            return b.call(reduce, [ir.Constant(ir.FloatType(), 0.0), a[0]], fastmath=("reassoc",))

        return types.float32(lanes), generate

    return splat, iota, load, store, add, mul, fma, exp2, total
