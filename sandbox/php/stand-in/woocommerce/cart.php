<?php declare(strict_types=1); /** The shopper's session and cart. */

/** One row, found by the account or by a cookie of 104 random bits. */
final class WC_Session {
    private const COOKIE = 'wp_woocommerce_session';
    private string $key;
    private array $data;
    public function __construct() {
        $this->key = is_user_logged_in() ? (string) get_current_user_id() : (isset($_COOKIE[self::COOKIE]) ? "guest_{$_COOKIE[self::COOKIE]}" : '');
        $this->data = unserialize(stand_in_rows('SELECT session_value AS data FROM {woocommerce_sessions} WHERE session_key = %s', $this->key)[0]['data'] ?? '', ['allowed_classes' => false]) ?: [];
    }
    public function get(string $name, mixed $default = null): mixed { return $this->data[$name] ?? $default; }
    public function set(string $name, mixed $value): void { $this->data[$name] = $value; }
    public function save(): void {
        if ($this->key === '') {
            setcookie(self::COOKIE, $secret = bin2hex(random_bytes(13)), ['path' => '/', 'httponly' => true]);
            $this->key = "guest_{$secret}";
        }
        stand_in_put('woocommerce_sessions', ['session_key' => $this->key, 'session_value' => serialize($this->data), 'session_expiry' => time() + 2 * DAY_IN_SECONDS]);
    }
}

final class WC_Cart {
    /** @return array<int, int> quantity by the id of a product or variation */
    public function get_cart(): array { return array_filter(WC()->session->get('cart', []), 'wc_get_product', ARRAY_FILTER_USE_KEY); }
    public function add_to_cart(int $id, int $quantity = 1): void { WC()->session->set('cart', array_replace($this->get_cart(), [$id => $quantity + ($this->get_cart()[$id] ?? 0)])); }
    public function empty_cart(): void { array_map(static fn(string $name) => WC()->session->set($name, []), ['cart', 'coupons', 'chosen_shipping_methods']); }
    /** Lines, coupons, needs_shipping, rates, rate; `total` whole. Amounts are in the currency's smallest unit. */
    public function totals(): array {
        $country = (WC()->session->get('shipping_address', [])['country'] ?? '') ?: WC()->base_country();
        $included = wc_prices_include_tax();
        [$lines, $paid, $displayed] = [[], [], []];
        foreach ($this->get_cart() as $id => $quantity) {
            $product = wc_get_product($id);
            [$rates, $base] = [WC_Tax::get_rates($product->get_tax_class(), $country), WC_Tax::get_rates($product->get_tax_class(), WC()->base_country())];
            $price = stand_in_round(stand_in_to_minor(bcmul($product->get_price() ?: '0', (string) $quantity, 12)), 4);
            if ($included && $rates !== $base) { // sold abroad: our tax off, theirs on
                $price = bcsub($price, stand_in_sum(WC_Tax::calc_tax($price, $base, true)), 6);
                $price = bcadd($price, stand_in_sum(WC_Tax::calc_tax($price, $rates, false)), 6);
            }
            $lines[$id] = ['product' => $product, 'quantity' => $quantity, 'rates' => $rates, 'price' => $price];
        }
        $discounts = $this->discounts($lines);
        foreach ($lines as $id => $line) {
            $displayed[] = bcsub($line['price'], (string) array_sum(array_column($discounts, $id)), 6);
            foreach (['subtotal' => $line['price'], 'total' => end($displayed)] as $kind => $amount) {
                $lines[$id]['taxes'][$kind] = $taxes = WC_Tax::calc_tax($amount, $line['rates'], $included);
                $lines[$id][$kind] = $included ? bcsub($amount, stand_in_sum($taxes), 6) : $amount;
            }
            array_push($paid, stand_in_round($lines[$id]['total'], 0), ...array_map(static fn(string $tax): string => stand_in_round($tax, 0, $included), $taxes));
        }
        $coupons = array_map(static function (array $by_line) use ($lines, $included): array {
            $tax = stand_in_sum(array_map(static fn(int $id, int $off): string => stand_in_sum(WC_Tax::calc_tax((string) $off, $lines[$id]['rates'], $included)), array_keys($by_line), $by_line));
            return ['discount' => stand_in_round(bcsub((string) array_sum($by_line), $included ? $tax : '0', 6), 0, true), 'discount_tax' => stand_in_round($tax, 0, true)];
        }, $discounts);
        $needs_shipping = array_filter($lines, static fn(array $line): bool => !$line['product']->is_virtual()) !== [];
        $is_free = array_filter(array_keys($coupons), static fn(string $code): bool => stand_in_coupon($code)['free_shipping']) !== [];
        $rates = $needs_shipping ? WC_Shipping_Zone::rates($country, stand_in_from_minor(stand_in_round(stand_in_sum($displayed), 0)), $is_free) : [];
        $chosen = WC()->session->get('chosen_shipping_methods', [])[0] ?? '';
        $rate = isset($rates[$chosen]) ? $chosen : array_key_first($rates);
        $cost = $rates[$rate]['cost'] ?? '0';
        $taxes = WC_Tax::calc_tax($cost, WC_Tax::get_rates('', $country), false);
        array_push($paid, stand_in_to_minor($cost), ...array_map(static fn(string $tax): string => stand_in_round(stand_in_to_minor($tax), 0), $taxes));
        return ['lines' => array_values($lines), 'coupons' => $coupons, 'needs_shipping' => $needs_shipping, 'rates' => $rates, 'rate' => $rate, 'total' => stand_in_round(stand_in_sum($paid), 0)];
    }
    /** Whole smallest units by coupon and line; dearest line first, what doesn't divide goes piece by piece. */
    private function discounts(array $lines): array {
        $prices = $left = array_map(static fn(array $line): int => (int) stand_in_round($line['price'], 0), $lines);
        uasort($lines, static fn(array $a, array $b): int => bccomp(bcdiv($b['price'], (string) $b['quantity'], 6), bcdiv($a['price'], (string) $a['quantity'], 6), 6));
        $coupons = array_map('stand_in_coupon', array_combine(WC()->session->get('coupons', []), WC()->session->get('coupons', [])));
        uasort($coupons, static fn(array $a, array $b): int => $b['percent'] <=> $a['percent']);
        $discounts = [];
        foreach ($coupons as $code => ['percent' => $percent, 'amount' => $amount]) {
            $before = $left;
            $give = static function (int $id, int $off) use (&$left): int {
                $left[$id] -= $off = min($off, $left[$id]);
                return $off;
            };
            $part = static fn(int $price): string => bcdiv(bcmul((string) $price, $amount, 6), '100', 12);
            $rest = (int) ($percent ? stand_in_round($part(array_sum(array_intersect_key($prices, array_filter($left)))), 0, true) : stand_in_to_minor($amount));
            foreach ($percent ? $prices : [] as $id => $price) {
                $rest -= $give($id, (int) $part($price));
            }
            while (!$percent && ($pieces = array_sum(array_column(array_intersect_key($lines, array_filter($left)), 'quantity'))) > 0 && $rest >= $pieces) {
                $each = intdiv($rest, $pieces);
                foreach ($lines as $id => $line) {
                    $rest -= $give($id, $each * $line['quantity']);
                }
            }
            foreach ($lines as $id => $line) {
                $rest -= $give($id, min($line['quantity'], max(0, $rest)));
            }
            $discounts[$code] = array_combine(array_keys($left), array_map(static fn(int $was, int $is): int => $was - $is, $before, $left));
        }
        return $discounts;
    }
}

/** @return array{percent: bool, amount: string, free_shipping: bool}|null null: there is no such coupon */
function stand_in_coupon(string $code): ?array {
    $id = get_posts(['post_type' => 'shop_coupon', 'title' => $code, 'fields' => 'ids'])[0] ?? 0;
    return $id === 0 ? null : ['percent' => get_post_meta($id, 'discount_type', true) === 'percent', 'amount' => get_post_meta($id, 'coupon_amount', true),
        'free_shipping' => get_post_meta($id, 'free_shipping', true) === 'yes'];
}

function wc_load_cart(): void { WC()->session ??= new WC_Session(); }
