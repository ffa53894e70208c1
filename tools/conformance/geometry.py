"""The little geometry that the checks need: does a GeoJSON geometry meet a box, and web Mercator there and back."""

import math

RADIUS = 6378137.0  # of the sphere of EPSG:3857, in metres


def positions(geometry):
    """Every position of a geometry, as (x, y)."""
    if geometry is None:
        return
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from positions(part)
        return
    stack = [geometry["coordinates"]]
    while stack:
        c = stack.pop()
        if c and isinstance(c[0], (int, float)):
            yield c[0], c[1]
        else:
            stack.extend(c)


def _crosses(a, b, box):
    """Whether the segment from a to b has a point in the box (Liang and Barsky's clipping)."""
    t0, t1, dx, dy = 0.0, 1.0, b[0] - a[0], b[1] - a[1]
    for p, q in ((-dx, a[0] - box[0]), (dx, box[2] - a[0]), (-dy, a[1] - box[1]), (dy, box[3] - a[1])):
        if p == 0:
            if q < 0:
                return False
        elif p < 0:
            t0 = max(t0, q / p)
        else:
            t1 = min(t1, q / p)
        if t0 > t1:
            return False
    return True


def _inside(point, rings):
    """Whether a point lies in a polygon, by the even-odd rule over all its rings."""
    x, y, odd = point[0], point[1], False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def meets(geometry, box):
    """Whether a geometry has a point in the box (minx, miny, maxx, maxy), edges included; without geometry: yes."""
    if geometry is None:
        return True
    if box[0] > box[2]:  # across the antimeridian
        return meets(geometry, (box[0], box[1], 180, box[3])) or meets(geometry, (-180, box[1], box[2], box[3]))
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return any(meets(g, box) for g in geometry["geometries"])
    c = geometry["coordinates"]
    if kind == "Point":
        return box[0] <= c[0] <= box[2] and box[1] <= c[1] <= box[3]
    if kind.startswith("Multi"):
        return any(meets({"type": kind[5:], "coordinates": part}, box) for part in c)
    rings = [[(p[0], p[1]) for p in ring] for ring in (c if kind == "Polygon" else [c])]
    if any(_crosses(a, b, box) for ring in rings for a, b in zip(ring, ring[1:])):
        return True
    return kind == "Polygon" and _inside((box[0], box[1]), rings)


def area(ring):
    """The signed area of a ring in square degrees: positive when it runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def mercator(lon, lat):
    """EPSG:3857 of a position in degrees."""
    return RADIUS * math.radians(lon), RADIUS * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def tile(lon, lat, zoom):
    """Column and row of the web Mercator tile that holds a position."""
    n = 2**zoom
    x, y = mercator(lon, lat)
    half = math.pi * RADIUS
    return min(n - 1, int((x + half) / (2 * half) * n)), min(n - 1, int((half - y) / (2 * half) * n))
