// Positions as people type them, latitude first: "49.46, 36.86", "49,46 36,86", "49°27′N 36°51′E". Pure.

export interface Point {
  lon: number;
  lat: number;
}

const number = String.raw`\d{1,3}(?:[.,]\d+)?`;
const angle = String.raw`(-?)(${number})\s*°?(?:\s*(${number})\s*')?(?:\s*(${number})\s*")?`;
const between = String.raw`(?:\s*[,;/]\s*|\s+)`;
const side = '([NSEW])';
const shapes = [
  new RegExp(`^${angle}${between}${angle}$`),
  new RegExp(String.raw`^${angle}\s*${side}${between}?${angle}\s*${side}$`),
  new RegExp(String.raw`^${side}\s*${angle}${between}?${side}\s*${angle}$`),
  new RegExp(`^${angle}(?<=[°'"])${angle}$`),
];

/** The position, or null where there is none in the text. */
export function parsePosition(text: string): Point | null {
  const typed = plain(text);
  const found = shapes.map((shape) => shape.exec(typed)?.slice(1)).find(Boolean);
  if (!found) return null;
  const sides = found.filter((part) => part && /[NSEW]/.test(part));
  const numbers = found.filter((part) => !sides.includes(part));
  const [first, second] = [half(numbers.slice(0, 4), sides[0]), half(numbers.slice(4), sides[1])];
  if (!first || !second) return null;
  const [lat, lon] = first.axis === 'lon' ? [second, first] : [first, second];
  if (lat.axis === 'lon' || lon.axis === 'lat') return null; // both on one axis
  if (Math.abs(lat.value) > 90 || Math.abs(lon.value) > 180) return null;
  return { lat: lat.value, lon: lon.value };
}

/** The position as the form shows it: to about 10 m. */
export const writePosition = ({ lat, lon }: Point): string => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;

/** Where a place may lie: Ukraine and its borderland. */
export const inTheatre = ({ lat, lon }: Point): boolean => lat >= 43 && lat <= 55 && lon >= 21 && lon <= 43;

/** The length of the great circle arc between two points, in km. */
export function distance(a: Point, b: Point): number {
  const r = Math.PI / 180;
  const h = Math.sin(((b.lat - a.lat) * r) / 2) ** 2 + Math.cos(a.lat * r) * Math.cos(b.lat * r) * Math.sin(((b.lon - a.lon) * r) / 2) ** 2;
  return 2 * 6378.137 * Math.asin(Math.sqrt(h));
}

interface Half {
  value: number;
  axis: 'lat' | 'lon' | null;
}

/** One of the two angles: its sign, degrees, minutes and seconds, and its hemisphere. */
function half([minus, ...parts]: (string | undefined)[], hemisphere: string | undefined): Half | null {
  const [d = 0, m = 0, s = 0] = parts.map((part) => Number((part ?? '0').replace(',', '.')));
  if (m >= 60 || s >= 60) return null;
  const value = d + m / 60 + s / 3600;
  const negative = minus === '-' || hemisphere === 'S' || hemisphere === 'W';
  return { value: negative ? -value : value, axis: hemisphere ? (/[NS]/.test(hemisphere) ? 'lat' : 'lon') : null };
}

/** One sign for everything that has several. */
const plain = (text: string) =>
  text
    .trim()
    .toUpperCase()
    .replace(/ПН\.?\s*Ш?\.?/g, 'N ')
    .replace(/ПД\.?\s*Ш?\.?/g, 'S ')
    .replace(/СХ\.?\s*Д?\.?/g, 'E ')
    .replace(/ЗХ\.?\s*Д?\.?/g, 'W ')
    .replace(/[º˚]/g, '°')
    .replace(/[′’‘ʹ´`ʼ]/g, "'")
    .replace(/[″”“ʺ]|''/g, '"')
    .replace(/[−–]/g, '-')
    .replace(/[()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
