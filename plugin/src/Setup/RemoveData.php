<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Outbox\Doorbell;
use Counterfoil\Outbox\RecordingFailures;
use Counterfoil\Rest\AgentRoutes;

if (!defined('ABSPATH')) {
    exit;
}

/** What uninstalling leaves behind: everything but the bell's file, unless the site's owner asked for more. */
final class RemoveData
{
    private const ASKED_OPTION = 'counterfoil_remove_data_on_uninstall';

    public static function isAsked(): bool
    {
        return in_array(get_option(self::ASKED_OPTION), ['yes', '1', 1, true], true);
    }

    /** Only the site's owner may: a box in Counterfoil > Connection. */
    public static function ask(bool $removesData): void
    {
        update_option(self::ASKED_OPTION, $removesData ? 'yes' : 'no', false);
    }

    public static function ofThisSite(): void
    {
        Upkeep::unschedule();
        Doorbell::ofThisSite()->remove();
        if (!self::isAsked()) {
            return;
        }
        global $wpdb;
        /** @var \wpdb $wpdb */
        $query = new OwnQuery($wpdb);
        foreach (array_keys(Migrations::statements($wpdb->prefix, '')) as $table) {
            $query->change($query->prepare('DROP TABLE IF EXISTS %i', $table));
        }
        foreach ([Doorbell::NAME_OPTION, RecordingFailures::OPTION, Migrations::VERSION_OPTION, Migrations::ERROR_OPTION, Activation::VERSION_OPTION, self::ASKED_OPTION] as $option) {
            delete_option($option);
        }
        foreach ([Activation::TRIED, AgentRoutes::LOGGED] as $transient) {
            delete_transient($transient);
        }
    }
}
