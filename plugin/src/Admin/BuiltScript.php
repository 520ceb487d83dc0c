<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/** What admin-ui builds into plugin/build: `<entry>.js`, `<entry>.css` and, as PHP, what they need from WordPress. */
final class BuiltScript
{
    /**
     * @param string $entry `index` for admin-ui/src/index.tsx
     * @param list<string> $styles WordPress's stylesheets that come before ours
     * @return string|null the handle; null: it was not built
     */
    public static function enqueue(string $entry, array $styles = []): ?string
    {
        $file = dirname(COUNTERFOIL_FILE) . "/build/{$entry}.asset.php";
        $asset = is_readable($file) ? require $file : null;
        if (!is_array($asset) || !is_array($asset['dependencies'] ?? null) || !is_string($asset['version'] ?? null)) {
            return null;
        }
        $handle = "counterfoil-{$entry}";
        $needed = array_values(array_filter($asset['dependencies'], static fn(mixed $name): bool => is_string($name) && $name !== ''));
        wp_enqueue_script($handle, plugins_url("build/{$entry}.js", COUNTERFOIL_FILE), $needed, $asset['version'], true);
        wp_enqueue_style($handle, plugins_url("build/{$entry}.css", COUNTERFOIL_FILE), $styles, $asset['version']);
        wp_style_add_data($handle, 'rtl', 'replace');
        return $handle;
    }
}
