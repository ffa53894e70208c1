import { describe, expect, test } from 'vitest';
import { clipped } from '../src/picture/clip.ts';
import { broken } from '../src/picture/compose.ts';
import { escaped, Recorder, type Tools } from '../src/picture/recorder.ts';

/** Letters of half their size, and a middle that lies a third of the size above the line. */
function tools(): Tools {
  let count = 0;
  const measure = {
    font: '10px x',
    letterSpacing: '0px',
    textBaseline: 'alphabetic',
    measureText(text: string) {
      const size = parseFloat(/([\d.]+)px/.exec(measure.font)?.[1] ?? '10');
      return { width: (text.length * size) / 2, fontBoundingBoxAscent: measure.textBaseline === 'middle' ? (2 * size) / 3 : size };
    },
  };
  return {
    measure: measure as unknown as CanvasRenderingContext2D,
    drawn: () => (ctx) => ctx.fillRect(0, 0, 8, 2),
    image: (_, as) => `data:image/png;base64,${as}`,
    id: () => ++count,
  };
}

const recorder = (seen?: { minX: number; minY: number; maxX: number; maxY: number }) => new Recorder(100, 80, tools(), seen);

describe('shapes', () => {
  test('a filled polygon, with its hole', () => {
    const r = recorder();
    const { ctx } = r;
    ctx.fillStyle = '#0f766e';
    ctx.globalAlpha = 0.5;
    ctx.beginPath();
    for (const [from, to] of [[10, 40], [20, 30]] as const) {
      ctx.moveTo(from, from);
      ctx.lineTo(to, from);
      ctx.lineTo(to, to);
      ctx.lineTo(from, to);
      ctx.closePath();
    }
    ctx.fill('evenodd');
    expect(r.svg()).toBe('<path d="M10 10L40 10L40 40L10 40ZM20 20L30 20L30 30L20 30Z" fill="#0f766e" fill-rule="evenodd" opacity="0.5"/>');
  });

  test('a dashed line, and nothing for an empty path', () => {
    const r = recorder();
    const { ctx } = r;
    ctx.beginPath();
    ctx.stroke();
    ctx.fill();
    ctx.moveTo(0, 0);
    ctx.lineTo(0.01, 0);
    ctx.lineTo(9.123, 4);
    ctx.strokeStyle = '#333';
    ctx.lineWidth = 2;
    ctx.lineJoin = 'round';
    ctx.setLineDash([6, 5]);
    ctx.stroke();
    expect(r.svg()).toBe('<path d="M0 0L9.1 4" fill="none" stroke="#333" stroke-width="2" stroke-linejoin="round" stroke-dasharray="6 5"/>');
  });

  test('a circle closes; part of one is refused', () => {
    const { ctx } = recorder();
    ctx.beginPath();
    expect(() => ctx.arc(5, 5, 3, 0, Math.PI)).toThrow('whole circles');
    const r = recorder();
    r.ctx.arc(5, 5, 3, 0, 2 * Math.PI);
    r.ctx.fill();
    expect(r.svg()).toContain('d="M2 5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z"');
  });

  test('what is saved comes back, and what is turned is turned', () => {
    const r = recorder();
    const { ctx } = r;
    ctx.fillStyle = '#111';
    ctx.save();
    ctx.translate(10, 20);
    ctx.rotate(Math.PI / 2);
    ctx.fillStyle = '#222';
    ctx.fillRect(0, 0, 1, 1);
    ctx.restore();
    ctx.fillRect(0, 0, 2, 2);
    expect(r.svg()).toBe(
      '<rect x="0" y="0" width="1" height="1" fill="#222" transform="matrix(0 1 -1 0 10 20)"/><rect x="0" y="0" width="2" height="2" fill="#111"/>',
    );
  });

  test('what no layer uses yet is no function, so that it cannot be left out unseen', () => {
    const { ctx } = recorder();
    expect(() => ctx.bezierCurveTo(0, 0, 1, 1, 2, 2)).toThrow(TypeError);
    expect(() => ctx.drawImage({} as HTMLCanvasElement, 0, 0, 1, 1)).not.toThrow();
  });
});

test('a pattern is drawn as shapes, and defined once', () => {
  const r = recorder();
  const { ctx } = r;
  const pattern = ctx.createPattern({ width: 8, height: 8 } as HTMLCanvasElement, 'repeat');
  pattern?.setTransform({ a: 0.5, b: 0, c: 0, d: 0.5, e: 3, f: 4 });
  ctx.fillStyle = pattern ?? '';
  for (const x of [0, 20]) {
    ctx.beginPath();
    ctx.rect(x, 0, 10, 10);
    ctx.fill();
  }
  const svg = r.svg();
  expect(svg.match(/<pattern /g)).toHaveLength(1);
  expect(svg).toContain('patternTransform="matrix(0.5 0 0 0.5 3 4)"><rect x="0" y="0" width="8" height="2" fill="#000000"/></pattern>');
  expect(svg.match(/fill="url\(#p1\)"/g)).toHaveLength(2);
});

test('what is erased along paths gets fainter under all of them at once, and nothing that comes after does', () => {
  const r = recorder();
  const { ctx } = r;
  ctx.fillRect(0, 0, 100, 80);
  ctx.globalCompositeOperation = 'destination-out';
  ctx.globalAlpha = 0.5;
  for (const x of [10, 50]) {
    ctx.beginPath();
    ctx.rect(x, 10, 20, 20);
    ctx.fill('evenodd');
  }
  ctx.globalCompositeOperation = 'source-over';
  ctx.globalAlpha = 1;
  ctx.fillStyle = '#123';
  ctx.fillRect(1, 2, 3, 4);
  const [defs = '', shapes] = r.svg().split('</defs>');
  const box = 'x="0" y="0" width="100" height="80"';
  expect(defs).toBe(
    `<defs><mask id="m1" maskUnits="userSpaceOnUse" ${box}><rect ${box} fill="#fff"/>` +
      `${[10, 50].map((x) => `<path d="M${x} 10L${x + 20} 10L${x + 20} 30L${x} 30Z" fill-rule="evenodd" opacity="0.5"/>`).join('')}</mask>`,
  );
  expect(shapes).toBe(`<g mask="url(#m1)"><rect ${box} fill="#000000"/></g><rect x="1" y="2" width="3" height="4" fill="#123"/>`);
});

test('what is laid over all as a mask masks what came before, and nothing after', () => {
  const r = recorder();
  const { ctx } = r;
  ctx.fillRect(0, 0, 9, 9);
  ctx.save();
  ctx.resetTransform();
  ctx.globalCompositeOperation = 'destination-in';
  ctx.drawImage({ width: 25, height: 20 } as HTMLCanvasElement, 0, 0, 100, 80);
  ctx.restore();
  ctx.fillRect(1, 1, 2, 2);
  const svg = r.svg();
  expect(svg).toContain('<mask id="m1" maskUnits="userSpaceOnUse" x="0" y="0" width="100" height="80"><image x="0" y="0" width="100" height="80" preserveAspectRatio="none" href="data:image/png;base64,mask"/></mask>');
  expect(svg).toMatch(/<g mask="url\(#m1\)"><rect x="0"[^>]*\/><\/g><rect x="1"[^>]*\/>$/);
});

describe('texts', () => {
  const hostile = '</text><script>alert(1)</script> "\'&\u0000\u0008]]>';

  test('stay text', () => {
    const r = recorder();
    r.ctx.font = '650 13.5px system-ui, "Segoe UI"';
    r.ctx.fillStyle = '"/><script>';
    r.ctx.fillText(hostile, 5, 9);
    expect(r.svg()).toBe(
      '<text x="5" y="9" font-family="system-ui, &quot;Segoe UI&quot;" font-size="13.5" font-weight="650" fill="&quot;/&gt;&lt;script&gt;">' +
        '&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;&apos;&amp;]]&gt;</text>',
    );
  });

  test('lose what XML cannot hold, and keep the rest', () => {
    expect(escaped('a\u000bb\ud800c\ufffed\t😀Є')).toBe('abcd\t😀Є');
  });

  test('a halo is no text of its own; the middle is worked out', () => {
    const r = recorder();
    const { ctx } = r;
    ctx.font = 'italic 430 12px serif';
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'center';
    ctx.letterSpacing = '2px';
    ctx.strokeText('Oskil', 10, 10);
    expect(r.svg()).toBe(
      '<text x="10" y="14" font-family="serif" font-size="12" font-style="italic" font-weight="430" letter-spacing="2" text-anchor="middle" aria-hidden="true" fill="none" stroke="#000000" stroke-width="1" stroke-linejoin="round">Oskil</text>',
    );
  });

  test('outside of what is seen are left out', () => {
    const r = recorder({ minX: 20, minY: 20, maxX: 60, maxY: 60 });
    r.ctx.fillText('far', 300, 30);
    r.ctx.fillText('near', 15, 30);
    expect(r.svg().match(/>(\w+)<\/text>/g)).toEqual(['>near</text>']);
    const whole = recorder();
    whole.lay(r, 5, 6);
    expect(whole.svg()).toContain('<clipPath id="c1"><rect x="20" y="20" width="40" height="40"/></clipPath>');
    expect(whole.svg()).toContain('<g transform="translate(-15 -14)" clip-path="url(#c1)">');
  });
});

describe('cutting', () => {
  const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 };
  const area = (ring: readonly number[]) => {
    let sum = 0;
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      sum += (ring[i] ?? 0) * (ring[j + 1] ?? 0) - (ring[j] ?? 0) * (ring[i + 1] ?? 0);
    }
    return Math.abs(sum) / 2;
  };

  test('keeps what is inside, and no more', () => {
    expect(clipped([2, 2, 8, 2, 8, 8, 2, 8], box)).toEqual([2, 2, 8, 2, 8, 8, 2, 8]);
    expect(area(clipped([-5, -5, 5, -5, 5, 5, -5, 5], box))).toBeCloseTo(25);
    expect(area(clipped([-50, -50, 50, -50, 50, 50, -50, 50], box))).toBeCloseTo(100);
    expect(area(clipped([5, -5, 15, 5, 5, 15, -5, 5], box))).toBeCloseTo(100);
    expect(clipped([20, 20, 30, 20, 30, 30], box)).toEqual([]);
    expect(clipped([], box)).toEqual([]);
  });
});

test('lines break between words, and inside one that is too long for a line', () => {
  const width = (s: string) => s.length;
  expect(broken('one two three', 7, width)).toEqual(['one two', 'three']);
  expect(broken('see https://example.org/a/very/long', 12, width)).toEqual(['see', 'https://exam', 'ple.org/a/ve', 'ry/long']);
  expect(broken('', 5, width)).toEqual([]);
});
