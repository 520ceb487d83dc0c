import { expect, test } from 'vitest';
import { pageText } from './page-text.ts';

test('of a page its words are left, without styles and scripts', () => {
  const page =
    '<html><head><title>t</title></head><body><style>b{}</style><p>No <b>stock</b>\n left</p><script>x()</script></body></html>';
  expect(pageText(page)).toBe('No stock left');
});
