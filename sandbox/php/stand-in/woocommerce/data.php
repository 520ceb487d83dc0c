<?php declare(strict_types=1); /** What orders, items, products, coupons and customers have in common: typed values that know what changed, and free meta data. */

class WC_DateTime extends DateTime {}
class WC_Meta_Data {
    private ?array $saved = null;
    public function __construct(public int $id, public string $key, public mixed $value) { $id === 0 || $this->apply_changes(); }
    public function get_data(): array { return ['id' => $this->id, 'key' => $this->key, 'value' => $this->value]; }
    public function has_changed(): bool { return $this->saved !== [$this->key, $this->value] && ($this->id > 0 || $this->value !== null); }
    public function apply_changes(): void { $this->saved = [$this->key, $this->value]; }
}

abstract class WC_Data {
    /** "name:type:key …": no type: text; key: of the meta data that stores it. An `amount` may be empty. */
    protected const PROPS = '';
    /** What a new object has, where that isn't its type's default. */
    protected const START = [];
    private const DEFAULTS = ['text' => '', 'int' => 0, 'bool' => false, 'decimal' => '0', 'amount' => '', 'date' => null, 'any' => []];
    /** WordPress's kind of meta data. */
    protected const META_TYPE = 'post';
    protected string $object_type = '';
    protected int $id = 0;
    protected array $types = [], $data = [], $changes = [];
    /** Meta key => property; such meta data is not shown as free meta data. */
    protected array $keys = [];
    /** False while values come from the database: they are no changes. */
    protected bool $object_read = true;
    /** @var list<WC_Meta_Data>|null null: not read yet */
    protected ?array $meta_data = null;
    public function __construct() {
        foreach (explode(' ', static::PROPS) as $prop) {
            [$name, $type, $key] = explode(':', $prop) + [1 => 'text', 2 => ''];
            $this->types[$name] = $type ?: 'text';
            $this->data[$name] = static::START[$name] ?? self::DEFAULTS[$this->types[$name]];
            $key === '' || $this->keys[$key] = $name;
        }
    }
    public function __call(string $method, array $arguments): mixed {
        [$verb, $prop] = explode('_', $method, 2) + [1 => ''];
        return match (array_key_exists($prop, $this->data) ? $verb : '') {
            'get' => $this->get_prop($prop),
            'set' => $this->set_prop($prop, $arguments[0]),
            default => throw new BadMethodCallException(static::class . "::{$method}() is not part of the stand-in for WooCommerce"),
        };
    }
    protected function get_prop(string $prop): mixed { return $this->get_all()[$prop]; }
    protected function set_prop(string $prop, mixed $value): void {
        $value = match ($this->types[$prop]) {
            'int' => abs((int) $value),
            'bool' => is_string($value) ? in_array($value, ['yes', 'true', '1'], true) : (bool) $value,
            'decimal', 'amount' => wc_format_decimal($value),
            // Text without a zone is the shop's time; one hour of autumn is there twice, as in WooCommerce.
            'date' => !$value || $value instanceof WC_DateTime ? ($value ?: null) : (new WC_DateTime(is_numeric($value) ? "@{$value}" : $value, wp_timezone()))->setTimezone(wp_timezone()),
            'any' => $value,
            default => (string) $value,
        };
        $this->object_read ? $this->changes[$prop] = $value : $this->data[$prop] = $value;
        if ($value === $this->data[$prop]) {
            unset($this->changes[$prop]);
        }
    }
    public static function with(array $props): static { $made = new static(); $made->set_props($props); return $made; }
    public function set_props(array $props): void { array_map(fn(string $prop, mixed $value) => $this->{"set_{$prop}"}($value), array_keys($props), $props); }
    public function get_id(): int { return $this->id; }
    public function get_object_read(): bool { return $this->object_read; }
    public function set_id(int $id): void { $this->id = $id; }
    public function get_changes(): array { return $this->changes; }
    /** @return array<string, mixed> every property, changes included */
    public function get_all(): array { return array_replace($this->data, $this->changes); }
    public function apply_changes(): void { [$this->data, $this->changes] = [$this->get_all(), []]; }
    /** @return list<WC_Meta_Data> */
    public function get_meta_data(): array {
        $this->meta_data ??= array_map(static fn(array $row): WC_Meta_Data => new WC_Meta_Data((int) $row['id'], $row['meta_key'], maybe_unserialize($row['meta_value'])),
            array_values(array_filter($this->id > 0 ? $this->meta_rows() : [], fn(array $row): bool => !isset($this->keys[$row['meta_key']]))));
        return array_values(array_filter($this->meta_data, static fn(WC_Meta_Data $meta): bool => $meta->value !== null));
    }
    /** @return mixed the first value, or all meta data of the key */
    public function get_meta(string $key, bool $single = true): mixed {
        $found = array_values(array_filter($this->get_meta_data(), static fn(WC_Meta_Data $meta): bool => $meta->key === $key));
        return $single ? $found[0]->value ?? '' : $found;
    }
    public function add_meta_data(string $key, mixed $value, bool $unique = false): void {
        $unique ? $this->delete_meta_data($key) : $this->get_meta_data();
        $this->meta_data[] = new WC_Meta_Data(0, $key, $value);
    }
    public function update_meta_data(string $key, mixed $value): void {
        $found = $this->get_meta($key, false);
        $found === [] ? $this->add_meta_data($key, $value) : $found[0]->value = $value;
    }
    public function delete_meta_data(string $key): void { array_map(static fn(WC_Meta_Data $meta) => $meta->value = null, $this->get_meta($key, false)); }
    public function save_meta_data(): void {
        foreach (array_filter($this->meta_data ?? [], static fn(WC_Meta_Data $meta): bool => $meta->has_changed()) as $meta) {
            $done = $meta->value === null ? 'deleted' : ($meta->id === 0 ? 'added' : 'updated');
            $this->write_meta($meta);
            $meta->apply_changes();
            do_action("{$done}_{$this->object_type}_meta", $meta->id, $this->id, $meta->key, $meta->value);
        }
    }
    /** @return list<array{id: string, meta_key: string, meta_value: string}> */
    protected function meta_rows(): array {
        [$type, $table] = [static::META_TYPE, stand_in_db()->{static::META_TYPE . 'meta'}];
        return stand_in_rows("SELECT meta_id AS id, meta_key, meta_value FROM {$table} WHERE {$type}_id = %d ORDER BY meta_id", $this->id);
    }
    protected function write_meta(WC_Meta_Data $meta): void {
        match (true) {
            $meta->value === null => delete_metadata_by_mid(static::META_TYPE, $meta->id),
            $meta->id === 0 => $meta->id = (int) add_metadata(static::META_TYPE, $this->id, wp_slash($meta->key), wp_slash($meta->value)),
            default => update_metadata_by_mid(static::META_TYPE, $meta->id, $meta->value, $meta->key),
        };
    }
    /** Each property that is stored as meta data, where it changed or was never written. */
    protected function write_keys(bool $all = false): void {
        foreach ($this->keys as $key => $prop) {
            if ($all || array_key_exists($prop, $this->changes) || !metadata_exists(static::META_TYPE, $this->id, $key)) {
                $value = $this->get_prop($prop);
                update_metadata(static::META_TYPE, $this->id, $key, wp_slash(is_bool($value) && static::META_TYPE === 'post' ? ($value ? 'yes' : 'no') : $value));
            }
        }
    }
    /** @param list<string> $except worked out by another's setter */
    protected function read_keys(array $except = []): void {
        $this->object_read = false;
        foreach (array_diff($this->keys, $except) as $key => $prop) {
            $this->{"set_{$prop}"}(get_metadata(static::META_TYPE, $this->id, $key, true));
        }
        $this->object_read = true;
    }
}
