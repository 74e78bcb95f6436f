"""Pinches: of a touchpad, as the system tells them, and of two fingers on a touch screen."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from .navigation import Navigation


def native_gesture(navigation: Navigation, event: QNativeGestureEvent, ratio: float) -> None:
    """A touchpad's gesture: zoom and pan in one."""
    at = event.position() * ratio
    kind = event.gestureType()
    if kind == Qt.NativeGestureType.BeginNativeGesture:
        navigation.grab(at.x(), at.y(), pinching=True)
    elif kind == Qt.NativeGestureType.ZoomNativeGesture:
        navigation.pinch(1.0 + event.value(), at.x(), at.y())
    elif kind == Qt.NativeGestureType.PanNativeGesture:
        way = event.delta() * ratio
        navigation.pinch_pan(way.x(), way.y())
    elif kind == Qt.NativeGestureType.EndNativeGesture:
        navigation.release(throw=False)
    elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:
        navigation.toggle_fit(at.x(), at.y())


def touch_gesture(navigation: Navigation, event: QGestureEvent, viewport: QWidget, ratio: float) -> bool:
    """Two fingers on a screen; returns whether they pinch."""
    pinch = cast("QPinchGesture | None", event.gesture(Qt.GestureType.PinchGesture))
    if pinch is None:
        return False
    at = viewport.mapFromGlobal(pinch.centerPoint()) * ratio
    if pinch.state() == Qt.GestureState.GestureStarted:
        navigation.grab(at.x(), at.y(), pinching=True)
    elif pinch.state() == Qt.GestureState.GestureUpdated:
        navigation.drag(at.x(), at.y(), pinch.scaleFactor())
    else:
        navigation.release(throw=False)
    event.accept(Qt.GestureType.PinchGesture)
    return True
