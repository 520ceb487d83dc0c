<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/** Where an installed copy of the shop stands: what differs between a shop and its copy. */
final class Surroundings
{
    public function __construct(
        /** Host and path of the home address, without scheme: going from http to https is no move. */
        public readonly string $address,
        public readonly string $path,
        public readonly string $database,
        public readonly string $prefix,
        /** production, staging, development or local */
        public readonly string $environment,
    ) {}

    /**
     * As they are now. The option `home`, because plugins for languages change home_url() from page to page. Hosts that
     * lay each release into a folder of its own give the filter `counterfoil_instance_path` one name for all of them.
     */
    public static function present(\wpdb $db): self
    {
        $home = get_option('home');
        $path = apply_filters('counterfoil_instance_path', ABSPATH);
        return new self(
            strtolower(untrailingslashit((string) preg_replace('~^https?://~i', '', is_string($home) ? $home : ''))),
            is_string($path) ? $path : ABSPATH,
            DB_NAME,
            $db->prefix,
            wp_get_environment_type(),
        );
    }

    public function equals(self $other): bool
    {
        return $this->parts() === $other->parts();
    }

    /** For a person, only what differs from the other: `shop.example, database wp_live`. */
    public function whatDiffersFrom(self $other): string
    {
        $said = [];
        foreach (array_diff_assoc($this->parts(), $other->parts()) as $name => $value) {
            $said[] = $name === 'address' ? $value : "{$name} {$value}";
        }
        return implode(', ', $said);
    }

    /** @return array<string, string> */
    private function parts(): array
    {
        return ['address' => $this->address, 'path' => $this->path, 'database' => $this->database, 'prefix' => $this->prefix, 'environment' => $this->environment];
    }
}
