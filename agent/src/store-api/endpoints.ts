/**
 * How the shop's REST API is reached: `pretty` (`/wp-json/…`, where permalinks are on) or `query` (`?rest_route=…`,
 * which every WordPress serves). Which one is found out by the first call and remembered.
 */
export type EndpointStyle = 'pretty' | 'query';

/** `base` as `parseStoreAddress` gives it; `route` one of the contract's `ROUTES`. */
export function endpointUrl(base: URL, style: EndpointStyle, route: string): URL {
  if (style === 'pretty') return new URL(`wp-json${route}`, base);
  const url = new URL(base);
  // Written by hand: URLSearchParams would write the slashes as %2F, which some firewalls refuse.
  url.search = `?rest_route=${route}`;
  return url;
}
