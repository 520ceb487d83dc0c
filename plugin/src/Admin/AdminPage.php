<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce > Counterfoil: one page, drawn by admin-ui (built into plugin/build). */
final class AdminPage
{
    public const SLUG = 'counterfoil';
    private const HANDLE = 'counterfoil-admin';

    /** Action `admin_menu`. */
    public static function addToMenu(): void
    {
        $hook = add_submenu_page('woocommerce', 'Counterfoil', 'Counterfoil' . self::bubble(), Capabilities::SEE, self::SLUG, [self::class, 'show']);
        if (is_string($hook)) {
            add_action("admin_print_styles-{$hook}", [self::class, 'enqueue']);
        }
    }

    public static function url(string $view = '', int $orderId = 0): string
    {
        $arguments = ['page' => self::SLUG];
        if ($view !== '') {
            $arguments['view'] = $view;
        }
        if ($orderId > 0) {
            $arguments['order'] = (string) $orderId;
        }
        return add_query_arg($arguments, admin_url('admin.php'));
    }

    public static function show(): void
    {
        $words = Words::forLocale(get_user_locale());
        echo '<div class="wrap"><div id="counterfoil-root"><noscript>', esc_html($words->say('screen_needs_script')), '</noscript></div></div>';
    }

    /** Loads the script where it is needed only. Where the build is missing, a notice says so instead of an empty page. */
    public static function enqueue(): void
    {
        $folder = dirname(COUNTERFOIL_FILE) . '/build';
        if (!is_readable("{$folder}/index.asset.php")) {
            add_action('admin_notices', [self::class, 'showMissingBuild']);
            return;
        }
        $asset = require "{$folder}/index.asset.php";
        if (!is_array($asset) || !is_array($asset['dependencies'] ?? null) || !is_string($asset['version'] ?? null)) {
            add_action('admin_notices', [self::class, 'showMissingBuild']);
            return;
        }
        $dependencies = array_values(array_filter($asset['dependencies'], static fn(mixed $handle): bool => is_string($handle) && $handle !== ''));
        wp_enqueue_script(self::HANDLE, plugins_url('build/index.js', COUNTERFOIL_FILE), $dependencies, $asset['version'], true);
        wp_enqueue_style(self::HANDLE, plugins_url('build/style-index.css', COUNTERFOIL_FILE), ['wp-components'], $asset['version']);
        wp_style_add_data(self::HANDLE, 'rtl', 'replace');
        wp_add_inline_script(self::HANDLE, 'window.counterfoil = ' . wp_json_encode(self::settings(), JSON_HEX_TAG | JSON_HEX_AMP) . ';', 'before');
    }

    public static function showMissingBuild(): void
    {
        $words = Words::forLocale(get_user_locale());
        echo '<div class="notice notice-error"><p>', esc_html($words->say('screen_build_missing')), '</p></div>';
    }

    /** @return array<string, mixed> admin-ui/src/shop-settings.ts */
    private static function settings(): array
    {
        $locale = get_user_locale();
        return [
            'words' => Words::forLocale($locale)->all(),
            'locale' => Words::browserLocale($locale),
            'timeZone' => wp_timezone_string(),
            'pageUrl' => self::url(),
            'may' => [
                'mend' => current_user_can(Capabilities::MEND),
                'connect' => current_user_can(Capabilities::CONNECT),
            ],
        ];
    }

    /** The count of what needs a person, as WordPress shows it beside a menu entry. */
    private static function bubble(): string
    {
        $count = current_user_can(Capabilities::SEE) ? Standing::heldCount() : 0;
        return $count === 0 ? '' : sprintf(' <span class="awaiting-mod count-%1$d"><span class="pending-count">%1$d</span></span>', $count);
    }
}
