import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const PALETTE_SIZE = 256;

/**
 * The same picture with at most 256 colours, a third of the size: screens have few colours, and the rest are the edges
 * of letters.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const palette = choosePalette(pixels);
  const nearest = new Map<number, number>(palette.map((colour, place) => [colour, place]));
  // Each line begins with the number of its filter; a palette is smallest without one.
  const lines = Buffer.alloc((width + 1) * height);
  for (const [place, colour] of pixels.entries()) {
    let index = nearest.get(colour);
    if (index === undefined) {
      index = nearestIn(palette, colour);
      nearest.set(colour, index);
    }
    lines[place + Math.floor(place / width) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => channels(colour)));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const;

/**
 * The most frequent colour of each of the most frequent shades (4 bits a channel): so the little sign whose colour
 * means something has its own, which the many edges of black letters would else take away.
 */
function choosePalette(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort(([a, many], [b, more]) => more - many || a - b).map(([colour]) => colour);
  const ofShades = new Map<number, number>();
  for (const colour of byCount) {
    const shade = colour & 0xf0f0f0;
    if (!ofShades.has(shade)) ofShades.set(shade, colour);
  }
  const others = byCount.filter((colour) => ofShades.get(colour & 0xf0f0f0) !== colour);
  return [...ofShades.values(), ...others].slice(0, PALETTE_SIZE);
}

function nearestIn(palette: readonly number[], colour: number): number {
  const [red, green, blue] = channels(colour);
  const distances = palette.map((known) => {
    const [r, g, b] = channels(known);
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A picture as Chromium writes it: 8 bits a channel, not interlaced. Pixels as 0xrrggbb. */
function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const end = at + 8 + png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, end));
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, type, interlaced] = [png[24], png[25], png[28]];
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0)
    throw new Error(`A picture of type ${type} with ${depth} bits is none of Chromium's.`);
  const size = type === 2 ? 3 : 4;
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * size, size);
  const pixels = new Uint32Array(width * height);
  for (let place = 0; place < pixels.length; place += 1) pixels[place] = bytes.readUIntBE(place * size, 3);
  return { width, height, pixels };
}

/** PNG's filters: what a byte is the difference to, among the byte before it (left), above it, and before that. */
const EXPECTED = [
  () => 0,
  (left: number) => left,
  (_left: number, above: number) => above,
  (left: number, above: number) => (left + above) >> 1,
  (left: number, above: number, corner: number) => {
    const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(
      Math.abs,
    ) as [number, number, number];
    if (toLeft <= toAbove && toLeft <= toCorner) return left;
    return toAbove <= toCorner ? above : corner;
  },
] as const;

function unfilter(filtered: Buffer, length: number, size: number): Buffer {
  const height = filtered.length / (length + 1);
  const bytes = Buffer.alloc(length * height);
  for (let line = 0; line < height; line += 1) {
    const expected = EXPECTED[filtered[line * (length + 1)] ?? 0] ?? EXPECTED[0];
    for (let column = 0; column < length; column += 1) {
      const at = line * length + column;
      const left = column >= size ? (bytes[at - size] ?? 0) : 0;
      const above = line > 0 ? (bytes[at - length] ?? 0) : 0;
      const corner = line > 0 && column >= size ? (bytes[at - length - size] ?? 0) : 0;
      bytes[at] = (filtered[at + line + 1] ?? 0) + expected(left, above, corner);
    }
  }
  return bytes;
}
