<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Admin\Words;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Sweep\SweepCoverage;

if (!defined('ABSPATH')) {
    exit;
}

/** Recording on Tools → Site Health: whether it works, and the proof that nothing was missed. */
final class SiteHealth
{
    /**
     * @param mixed $tests
     * @return mixed
     */
    public static function addTest($tests)
    {
        if (is_array($tests) && is_array($tests['direct'] ?? null)) {
            $tests['direct']['counterfoil_recording'] = ['label' => self::words()->say('setup_records'), 'test' => [self::class, 'test']];
        }
        return $tests;
    }

    /** @return array<string, mixed> in WordPress's form */
    public static function test(): array
    {
        $problems = Notices::sentences();
        $coverage = $problems === [] ? SweepCoverage::ofThisSite(self::database()) : null;
        if ($coverage !== null && $coverage->vanished > 0) {
            $problems[] = self::words()->say('setup_orders_vanished', ['count' => $coverage->vanished]);
        }
        return [
            'label' => self::words()->say($problems === [] ? 'setup_records' : 'setup_records_not'),
            'status' => $problems === [] ? 'good' : 'critical',
            'badge' => ['label' => 'Counterfoil', 'color' => 'blue'],
            'description' => '<p>' . implode('</p><p>', array_map(esc_html(...), $problems === [] ? [self::proof($coverage)] : $problems)) . '</p>',
            'actions' => '',
            'test' => 'counterfoil_recording',
        ];
    }

    /**
     * @param mixed $info
     * @return mixed
     */
    public static function addInfo($info)
    {
        if (!is_array($info)) {
            return $info;
        }
        $coverage = SweepCoverage::ofThisSite(self::database());
        $info['counterfoil'] = ['label' => 'Counterfoil', 'fields' => [
            'waiting' => ['label' => self::words()->say('setup_changes_waiting'), 'value' => (string) OutboxTable::ofThisSite()->waitingCount()],
            'coverage' => ['label' => self::words()->say('setup_orders_looked_at'), 'value' => self::proof($coverage)],
        ]];
        return $info;
    }

    private static function words(): Words
    {
        return Words::forLocale(get_user_locale());
    }

    private static function database(): \wpdb
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return $wpdb;
    }

    private static function proof(?SweepCoverage $coverage): string
    {
        if ($coverage?->to === null) {
            return self::words()->say('setup_nothing_looked_through');
        }
        return self::words()->say('setup_looked_through', [
            'from' => str_replace('T', ' ', substr($coverage->from, 0, 16)),
            'until' => str_replace('T', ' ', substr($coverage->to, 0, 16)),
            'count' => $coverage->found,
        ]);
    }
}
