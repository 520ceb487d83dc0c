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

    /** Action `admin_menu`. */
    public static function addToMenu(): void
    {
        $hook = add_submenu_page('woocommerce', 'Counterfoil', 'Counterfoil' . self::bubble(), Capabilities::SEE, self::SLUG, [self::class, 'show']);
        if (is_string($hook)) {
            add_action("load-{$hook}", [self::class, 'load']);
        }
    }

    /**
     * Filter `plugin_action_links_…`: the way from the list of plugins to our page.
     *
     * @param array<int|string, string> $links
     * @return array<int|string, string>
     */
    public static function addToPluginRow(array $links): array
    {
        if (!current_user_can(Capabilities::SEE)) {
            return $links;
        }
        $open = sprintf('<a href="%s">%s</a>', esc_url(self::url()), esc_html(AdminRoute::words()->say('screen_plugin_row_link')));
        return ['counterfoil' => $open] + $links;
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

    /** Loads the script where it is needed only. */
    public static function load(): void
    {
        add_action('admin_enqueue_scripts', [self::class, 'enqueue']);
    }

    /** Where the build is missing, a notice says so instead of an empty page. */
    public static function enqueue(): void
    {
        $handle = BuiltScript::enqueue('index', ['wp-components']);
        if ($handle === null) {
            add_action('admin_notices', [self::class, 'showMissingBuild']);
            return;
        }
        wp_add_inline_script($handle, 'window.counterfoil = ' . wp_json_encode(self::settings(), JSON_HEX_TAG | JSON_HEX_AMP) . ';', 'before');
    }

    /** Other plugins' notices move behind `wp-header-end`, above what we draw. */
    public static function show(): void
    {
        echo '<div class="wrap"><hr class="wp-header-end"><div id="counterfoil-root"><noscript>', esc_html(AdminRoute::words()->say('screen_needs_script')), '</noscript></div></div>';
    }

    public static function showMissingBuild(): void
    {
        echo '<div class="notice notice-error"><p>', esc_html(AdminRoute::words()->say('screen_build_missing')), '</p></div>';
    }

    /** @return array<string, mixed> admin-ui/src/shop-settings.ts */
    private static function settings(): array
    {
        $words = AdminRoute::words();
        return [
            'words' => $words->all(),
            'locale' => $words->browserLocale(get_user_locale()),
            'timeZone' => wp_timezone_string(),
            'pageUrl' => self::url(),
            'loginUrl' => wp_login_url(),
            'productsUrl' => admin_url('edit.php?post_type=product'),
            'may' => [
                'mend' => ConnectionState::mayMend(),
                'connect' => current_user_can(Capabilities::CONNECT),
            ],
        ];
    }

    /** The count of what needs a person, as WordPress shows it beside a menu entry. */
    private static function bubble(): string
    {
        $count = current_user_can(Capabilities::SEE) ? ConnectionState::heldCount() : 0;
        if ($count === 0) {
            return '';
        }
        return sprintf(
            ' <span class="awaiting-mod count-%1$d"><span class="pending-count" aria-hidden="true">%2$s</span><span class="screen-reader-text">%3$s</span></span>',
            $count,
            esc_html(number_format_i18n($count)),
            esc_html(AdminRoute::words()->say('screen_held_count', ['count' => $count])),
        );
    }
}
