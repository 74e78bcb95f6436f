"""OpenGL 3.3, as far as it is used: functions of the current context, programs, and what is drawn into.

Qt's own functions will not do: they keep the interpreter while they wait for the GPU (a second of
`glReadPixels` stops every thread for a second), and hand back none of the names that `glGen...` makes.
Its shaders are objects with signals: one is connected in this thread, which keeps the interpreter; where
the window's thread disconnects another and asks for the interpreter meanwhile, both wait for ever.
"""

from __future__ import annotations

import ctypes
from importlib.resources import files
from typing import Any

from PySide6.QtGui import QOpenGLContext

from ...core.utils.errors import DeviceError

GL_TRIANGLES, GL_TRIANGLE_STRIP = 0x0004, 0x0005
GL_NO_ERROR = 0
GL_ONE, GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA = 1, 0x0302, 0x0303
GL_BLEND = 0x0BE2
GL_UNPACK_ROW_LENGTH, GL_PACK_ROW_LENGTH = 0x0CF2, 0x0D02
GL_MAX_TEXTURE_SIZE = 0x0D33
GL_TEXTURE0 = 0x84C0
GL_TEXTURE_2D, GL_TEXTURE_2D_ARRAY = 0x0DE1, 0x8C1A
GL_UNSIGNED_BYTE, GL_FLOAT = 0x1401, 0x1406
GL_RED, GL_RGB, GL_RGBA, GL_BGRA = 0x1903, 0x1907, 0x1908, 0x80E1
GL_COLOR = 0x1800
GL_RENDERER = 0x1F01
GL_NEAREST, GL_TEXTURE_MAG_FILTER, GL_TEXTURE_MIN_FILTER = 0x2600, 0x2800, 0x2801
GL_R32F, GL_RGBA8, GL_RGBA32F, GL_RGBA16F = 0x822E, 0x8058, 0x8814, 0x881A
GL_FRAGMENT_SHADER, GL_VERTEX_SHADER = 0x8B30, 0x8B31
GL_COMPILE_STATUS, GL_LINK_STATUS, GL_INFO_LOG_LENGTH = 0x8B81, 0x8B82, 0x8B84
GL_FRAMEBUFFER, GL_FRAMEBUFFER_COMPLETE, GL_COLOR_ATTACHMENT0 = 0x8D40, 0x8CD5, 0x8CE0

VERSION = "#version 330 core"
"""First line of every shader."""

_TYPES: dict[str, Any] = {
    "b": ctypes.c_ubyte,
    "i": ctypes.c_int,
    "u": ctypes.c_uint,
    "f": ctypes.c_float,
    "p": ctypes.c_void_p,
    "s": ctypes.c_char_p,
    "": None,
}
_QUICK = {
    "ActiveTexture": "u",
    "AttachShader": "uu",
    "BindFramebuffer": "uu",
    "BindTexture": "uu",
    "BindVertexArray": "u",
    "BlendFunc": "uu",
    "CheckFramebufferStatus": "u:u",
    "ClearBufferfv": "uip",
    "ColorMask": "bbbb",
    "CreateProgram": ":u",
    "CreateShader": "u:u",
    "DeleteFramebuffers": "ip",
    "DeleteProgram": "u",
    "DeleteShader": "u",
    "DeleteTextures": "ip",
    "DeleteVertexArrays": "ip",
    "Disable": "u",
    "DrawBuffers": "ip",
    "Enable": "u",
    "FramebufferTexture2D": "uuuui",
    "GenFramebuffers": "ip",
    "GenTextures": "ip",
    "GenVertexArrays": "ip",
    "GetError": ":u",
    "GetIntegerv": "up",
    "GetProgramInfoLog": "uipp",
    "GetProgramiv": "uup",
    "GetShaderInfoLog": "uipp",
    "GetShaderiv": "uup",
    "GetString": "u:s",
    "GetUniformLocation": "us:i",
    "PixelStorei": "ui",
    "ShaderSource": "uipp",
    "TexParameteri": "uui",
    "Uniform1f": "if",
    "Uniform1i": "ii",
    "Uniform2f": "iff",
    "Uniform4f": "iffff",
    "Uniform4i": "iiiii",
    "UseProgram": "u",
    "Viewport": "iiii",
}
"""Name without "gl", and types of arguments and result. The interpreter is kept: giving it up and getting it
back takes longer than they do."""
_SLOW = {
    "CompileShader": "u",
    "DrawArrays": "uii",
    "DrawArraysInstanced": "uiii",
    "LinkProgram": "u",
    "ReadPixels": "iiiiuup",
    "TexImage2D": "uiiiiiuup",
    "TexImage3D": "uiiiiiiuup",
    "TexSubImage2D": "uiiiiiuup",
}
"""Those that may wait for the GPU, or copy much: other threads go on meanwhile."""


class Functions:
    """The functions of the current context, without "gl" in their names.

    Raises:
        DeviceError: if the driver lacks one.
    """

    def __init__(self, context: QOpenGLContext) -> None:
        for table, make in ((_QUICK, ctypes.PYFUNCTYPE), (_SLOW, ctypes.CFUNCTYPE)):
            for name, code in table.items():
                arguments, _, result = code.partition(":")
                address = context.getProcAddress(f"gl{name}".encode())
                if not address:
                    raise DeviceError(f"its driver has no gl{name}")
                prototype: Any = make(_TYPES[result], *(_TYPES[a] for a in arguments))
                setattr(self, name, prototype(address))

    def __getattr__(self, name: str) -> Any:  # for the type checker: those of the tables are found before
        raise AttributeError(name)

    def new(self, kind: str) -> int:
        """The name of a new texture, framebuffer or vertex array: "Textures" and so on."""
        name = ctypes.c_uint()
        getattr(self, f"Gen{kind}")(1, ctypes.addressof(name))
        return name.value

    def delete(self, kind: str, name: int) -> None:
        """Delete what `new` made."""
        getattr(self, f"Delete{kind}")(1, ctypes.addressof(ctypes.c_uint(name)))

    def integer(self, what: int) -> int:
        """A number that the driver tells."""
        value = ctypes.c_int()
        self.GetIntegerv(what, ctypes.addressof(value))
        return value.value


class Program:
    """A shader program of files in resources/shaders.

    Args:
        gl: functions of the current context.
        vertex: files that make the vertex shader, one after the other.
        fragment: file of the fragment shader.

    Raises:
        DeviceError: if the driver cannot build it.
    """

    def __init__(self, gl: Functions, vertex: tuple[str, ...], fragment: str) -> None:
        self._gl = gl
        self.number = gl.CreateProgram()
        try:
            self._add(GL_VERTEX_SHADER, _shader(*vertex))
            self._add(GL_FRAGMENT_SHADER, _shader(fragment))
            gl.LinkProgram(self.number)
            self._check("Program", self.number, GL_LINK_STATUS)
        except DeviceError as error:
            gl.DeleteProgram(self.number)
            raise DeviceError(f"its driver cannot build {fragment}: {error}") from None
        self._places: dict[str, int] = {}

    def _add(self, kind: int, text: str) -> None:
        """Compile a shader; it goes with the program."""
        gl = self._gl
        shader = gl.CreateShader(kind)
        gl.AttachShader(self.number, shader)
        gl.DeleteShader(shader)  # once the program is deleted
        source = ctypes.c_char_p(text.encode())
        gl.ShaderSource(shader, 1, ctypes.addressof(source), None)
        gl.CompileShader(shader)
        self._check("Shader", shader, GL_COMPILE_STATUS)

    def _check(self, kind: str, number: int, status: int) -> None:
        """Raise what the driver says of a "Shader" or a "Program" that it could not build."""

        def told(what: int) -> int:
            value = ctypes.c_int()
            getattr(self._gl, f"Get{kind}iv")(number, what, ctypes.addressof(value))
            return value.value

        if not told(status):
            log = ctypes.create_string_buffer(max(1, told(GL_INFO_LOG_LENGTH)))
            getattr(self._gl, f"Get{kind}InfoLog")(number, len(log), None, ctypes.addressof(log))
            raise DeviceError(log.value.decode(errors="replace").strip())

    def use(self, **uniforms: float | tuple[float, ...]) -> None:
        """Draw with this program from now on, with these uniforms."""
        self._gl.UseProgram(self.number)
        self.set(**uniforms)

    def set(self, **uniforms: float | tuple[float, ...]) -> None:
        """Change uniforms of the program in use: whole numbers or floats, as the shader has them."""
        for name, value in uniforms.items():
            if name not in self._places:
                self._places[name] = self._gl.GetUniformLocation(self.number, name.encode())
            numbers = value if isinstance(value, tuple) else (value,)
            kind = "f" if isinstance(numbers[0], float) else "i"
            getattr(self._gl, f"Uniform{len(numbers)}{kind}")(self._places[name], *numbers)


class Target:
    """Textures that are drawn into, as large as the largest size that was asked for.

    Args:
        gl: functions of the current context.
        form: of their texels, as `GL_RGBA32F`.
        count: how many, side by side.
    """

    def __init__(self, gl: Functions, form: int, count: int = 1) -> None:
        self._gl, self._form = gl, form
        self._size = (0, 0)
        self._frame = gl.new("Framebuffers")
        self._textures = [gl.new("Textures") for _ in range(count)]

    def bind(self, width: int, height: int) -> None:
        """Draw into their lower left part of this size from now on.

        Raises:
            DeviceError: if the driver cannot draw into them.
        """
        gl = self._gl
        gl.BindFramebuffer(GL_FRAMEBUFFER, self._frame)
        w, h = self._size
        if width > w or height > h:
            w, h = max(w, width), max(h, height)
            for i, texture in enumerate(self._textures):
                gl.BindTexture(GL_TEXTURE_2D, texture)
                gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST)
                gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST)
                gl.TexImage2D(GL_TEXTURE_2D, 0, self._form, w, h, 0, GL_RGBA, GL_FLOAT, None)
                gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0 + i, GL_TEXTURE_2D, texture, 0)
            places = [GL_COLOR_ATTACHMENT0 + i for i in range(len(self._textures))]
            gl.DrawBuffers(len(places), ctypes.addressof((ctypes.c_uint * len(places))(*places)))
            if gl.CheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE:
                raise DeviceError(f"its driver cannot draw into {w} x {h} texels of format {self._form:#x}")
            self._size = w, h
        gl.Viewport(0, 0, width, height)

    def clear(self) -> None:
        """Make them zero; they must be bound."""
        zero = (ctypes.c_float * 4)()
        for i in range(len(self._textures)):
            self._gl.ClearBufferfv(GL_COLOR, i, ctypes.addressof(zero))

    def read_from(self) -> None:
        """Make them the textures that shaders read, the first one as number 0."""
        for i, texture in enumerate(self._textures):
            self._gl.ActiveTexture(GL_TEXTURE0 + i)
            self._gl.BindTexture(GL_TEXTURE_2D, texture)
        self._gl.ActiveTexture(GL_TEXTURE0)

    def delete(self) -> None:
        """Give their memory back."""
        self._gl.delete("Framebuffers", self._frame)
        for texture in self._textures:
            self._gl.delete("Textures", texture)


def _shader(*names: str) -> str:
    """The text of a shader of one file or several."""
    folder = files("csr.resources") / "shaders"
    return "\n".join([VERSION, *((folder / name).read_text(encoding="utf-8") for name in names)])
