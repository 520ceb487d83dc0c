import { expect, test } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { smallPng } from './small-png.ts';

/** Text in many shades, and one small sign in a colour of its own. */
const SCREEN = `<body style="margin: 0; font: 15px sans-serif; color: #1d2327; background: #f0f0f1">
  <p>${'Every order once, to the cent. '.repeat(60)}</p><b style="position: fixed; inset: 90px auto auto 7px; width: 3px; height: 3px; background: #8a4b00"></b>`;

test('a picture becomes much smaller, and keeps its size and the colour of a small sign', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 500, height: 300 } });
    await page.setContent(SCREEN);
    const png = await page.screenshot();
    const small = smallPng(png);
    expect(small.length).toBeLessThan(png.length * 0.6);
    const seen = await page.evaluate(`(async () => {
      const picture = new Image();
      picture.src = 'data:image/png;base64,${small.toString('base64')}';
      await picture.decode();
      const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      canvas.drawImage(picture, 0, 0);
      return { width: picture.width, height: picture.height, sign: [...canvas.getImageData(8, 91, 1, 1).data] };
    })()`);
    expect(seen).toEqual({ width: 500, height: 300, sign: [0x8a, 0x4b, 0x00, 255] });
  } finally {
    await browser.close();
  }
});
