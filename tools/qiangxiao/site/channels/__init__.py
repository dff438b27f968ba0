"""The one list of channels: every module here declares a CHANNEL, so that a new channel is one file."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from operator import attrgetter
from pkgutil import iter_modules

from qiangxiao.foundation.errors import UsageError
from qiangxiao.site.channel import Channel


def channels() -> tuple[Channel, ...]:
    """Return every channel by rank. A module without a CHANNEL is a fault of the program and raises."""
    found = (import_module(f"{__name__}.{module.name}").CHANNEL for module in iter_modules(__path__))
    return tuple(sorted(found, key=attrgetter("rank", "name")))


def issue_channels() -> tuple[Channel, ...]:
    """Return the channels that make something of an issue: what `bulletin export` can be asked for."""
    return tuple(channel for channel in channels() if channel.issue or channel.folder)


def find_channel(name: str, among: Iterable[Channel] | None = None) -> Channel:
    """Return a channel by its name. Raises UsageError, naming those there are, rather than guess."""
    known = {channel.name: channel for channel in (channels() if among is None else among)}
    if name not in known:
        raise UsageError(f"没有“{name}”这种渠道，可选：{'、'.join(known)}。")
    return known[name]
