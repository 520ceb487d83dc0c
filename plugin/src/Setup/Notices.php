<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Outbox\RecordingFailures;

if (!defined('ABSPATH')) {
    exit;
}

/** What a person must know about recording itself, on every page of wp-admin until it is mended. */
final class Notices
{
    public static function show(): void
    {
        if (!current_user_can('manage_woocommerce')) {
            return;
        }
        foreach (self::sentences() as $sentence) {
            printf('<div class="notice notice-error"><p><strong>Counterfoil</strong> %s</p></div>', esc_html($sentence));
        }
    }

    /** @return list<string> each says what is wrong and what to do */
    public static function sentences(): array
    {
        $sentences = [];
        $table = Migrations::failure();
        if ($table !== null) {
            $sentences[] = sprintf(
                /* translators: 1: a database table, 2: what is missing in it, 3: the database's own words */
                __('records no orders: the database table %1$s could not be brought up to date (missing: %2$s). The database said: “%3$s”. Ask your host to allow this site\'s database user CREATE and ALTER, then open this page again: it tries by itself.', 'counterfoil'),
                $table['table'],
                $table['missing'],
                $table['error'],
            );
        }
        $failures = RecordingFailures::known();
        if ($failures !== null) {
            $sentences[] = sprintf(
                /* translators: 1: how many, 2: date and time, 3: the database's own words */
                _n(
                    'could not record %1$s change of an order, at %2$s. Orders themselves were saved; Counterfoil finds what it missed by itself within a day. The database said: “%3$s”. If this number grows, show that sentence to your host.',
                    'could not record %1$s changes of orders, the last at %2$s. Orders themselves were saved; Counterfoil finds what it missed by itself within a day. The database said: “%3$s”. If this number grows, show that sentence to your host.',
                    $failures['count'],
                    'counterfoil',
                ),
                number_format_i18n($failures['count']),
                self::localTime($failures['last_at']),
                $failures['last_error'],
            );
        }
        return $sentences;
    }

    /** Below the plugin's row: what will be missed, and a question before its Deactivate link is followed. */
    public static function askBeforeDeactivation(): void
    {
        $question = __('While Counterfoil is switched off, orders are not recorded and nothing goes to your ERP. When you switch it on again, it looks for every order that changed meanwhile and sends it; changes inside older orders may take a day to be found. Switch it off now?', 'counterfoil');
        printf(
            '<script>document.addEventListener("click",function(e){var a=e.target.closest(%s);if(a&&!window.confirm(%s)){e.preventDefault()}});</script>',
            wp_json_encode(sprintf('tr[data-plugin="%s"] .deactivate a', plugin_basename(COUNTERFOIL_FILE)), JSON_HEX_TAG | JSON_HEX_AMP) ?: '""',
            wp_json_encode($question, JSON_HEX_TAG | JSON_HEX_AMP) ?: '""',
        );
    }

    private static function localTime(string $utc): string
    {
        $time = strtotime($utc);
        $local = $time === false ? false : wp_date('Y-m-d H:i', $time);
        return $local === false ? $utc : $local;
    }
}
