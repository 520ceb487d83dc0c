<?php declare(strict_types=1); /** Tax rates and shipping zones, kept as options of their own. */

final class WC_Tax {
    private static function all(): array { return get_option('stand_in_tax_rates', []); }
    public static function get_rate(int $id): array { return array_diff_key(self::all()[$id], ['of' => 1]); }
    public static function get_rates(string $class, string $country): array { return array_filter(self::all(), static fn(array $rate): bool => $rate['of'] === [$class, $country]); }
    public static function _insert_tax_rate(array $row): void {
        $id = count(self::all()) + 1;
        $code = strtoupper(implode('-', array_filter([$row['tax_rate_country'], $row['tax_rate_state'], $row['tax_rate_name'], $row['tax_rate_priority']])));
        $rate = ['rate_id' => $id, 'name' => $code, 'label' => $row['tax_rate_name'], 'rate_percent' => $row['tax_rate'], 'of' => [$row['tax_rate_class'], $row['tax_rate_country']]];
        update_option('stand_in_tax_rates', self::all() + [$id => $rate]);
    }
    /** @return array<int, string> tax by rate id, to 6 decimals of what the amount is given in */
    public static function calc_tax(string $amount, array $rates, bool $included): array {
        $of = static fn(string $percent): string => bcdiv(bcmul($amount, $percent, 18), $included ? bcadd('100', $percent, 6) : '100', 18);
        return array_map(static fn(array $rate): string => stand_in_sum([stand_in_round($of($rate['rate_percent']), 6)]), $rates);
    }
}

final class WC_Shipping_Zone {
    private array $zone = ['country' => '*', 'methods' => []];
    public function __construct(private ?int $id = null) {} // null: a new zone; 0: everywhere else
    public function set_zone_name(string $name): void {}
    public function add_location(string $code, string $type): void { $this->zone['country'] = $code; }
    public function save(): void {
        $zones = get_option('stand_in_zones', []);
        $this->id ??= count($zones) + 1;
        update_option('stand_in_zones', [$this->id => $this->zone] + $zones);
    }
    public function add_shipping_method(string $method): int {
        update_option('stand_in_methods', $id = 1 + (int) get_option('stand_in_methods', 0));
        $this->zone['methods'][$id] = $method;
        $this->save();
        return $id;
    }
    /** @return array<string, array{name: string, cost: string}> by rate id */
    public static function rates(string $country, string $displayed_total, bool $is_free): array {
        $zones = get_option('stand_in_zones', []);
        $rates = [];
        foreach ((array_column($zones, null, 'country')[$country] ?? $zones[0])['methods'] as $id => $method) {
            $settings = get_option("woocommerce_{$method}_{$id}_settings");
            if ($method !== 'free_shipping' || $is_free || bccomp($displayed_total, $settings['min_amount'], 6) >= 0) {
                $rates["{$method}:{$id}"] = ['name' => $settings['title'], 'cost' => ($settings['cost'] ?? '') ?: '0'];
            }
        }
        return $rates;
    }
}
