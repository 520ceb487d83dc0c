<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Admin\Words;
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
            $sentences[] = self::words()->say('setup_records_none', ['table' => $table['table'], 'missing' => $table['missing'], 'error' => $table['error']]);
        }
        $failures = RecordingFailures::known();
        if ($failures !== null) {
            $sentences[] = self::words()->say('setup_recording_failed', ['count' => $failures['count'], 'at' => self::localTime($failures['last_at']), 'error' => $failures['last_error']]);
        }
        return $sentences;
    }

    /** Below the plugin's row: what will be missed, and a question before its Deactivate link is followed. */
    public static function askBeforeDeactivation(): void
    {
        $question = self::words()->say('setup_switch_off');
        // By its link below the plugin, and by "Deactivate" in the list of bulk actions.
        printf(
            '<script>(function(plugin,question){'
            . 'function ask(e){if(!window.confirm(question)){e.preventDefault()}}'
            . 'document.addEventListener("click",function(e){if(e.target.closest("tr[data-plugin=\'"+plugin+"\'] .deactivate a")){ask(e)}});'
            . 'document.addEventListener("submit",function(e){var f=e.target;if(f.querySelector("input[name=\'checked[]\'][value=\'"+plugin+"\']:checked")'
            . '&&["action","action2"].some(function(name){return f.elements[name]&&f.elements[name].value==="deactivate-selected"})){ask(e)}});'
            . '})(%s,%s)</script>',
            wp_json_encode(plugin_basename(COUNTERFOIL_FILE), JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES) ?: '""',
            wp_json_encode($question, JSON_HEX_TAG | JSON_HEX_AMP) ?: '""',
        );
    }

    private static function words(): Words
    {
        return Words::forLocale(get_user_locale());
    }

    private static function localTime(string $utc): string
    {
        $time = strtotime($utc);
        $local = $time === false ? false : wp_date('Y-m-d H:i', $time);
        return $local === false ? $utc : $local;
    }
}
