<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\SweepCoverage;

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
            $tests['direct']['counterfoil_recording'] = ['label' => __('Counterfoil records orders', 'counterfoil'), 'test' => [self::class, 'test']];
        }
        return $tests;
    }

    /** @return array<string, mixed> in WordPress's form */
    public static function test(): array
    {
        $problems = Notices::sentences();
        $coverage = $problems === [] ? SweepCoverage::ofThisSite(self::database()) : null;
        if ($coverage !== null && $coverage->vanished > 0) {
            $problems[] = sprintf(
                /* translators: %s: how many */
                _n('found that %s order it knew is gone, with many others at once. Nobody was told. Was a backup put back, or the order storage changed?', 'found that %s orders it knew are gone, all at once. Nobody was told. Was a backup put back, or the order storage changed?', $coverage->vanished, 'counterfoil'),
                number_format_i18n($coverage->vanished),
            );
        }
        return [
            'label' => $problems === [] ? __('Counterfoil records orders', 'counterfoil') : __('Counterfoil needs you to record orders', 'counterfoil'),
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
            'waiting' => ['label' => 'Changes waiting to be picked up', 'value' => (string) OutboxTable::ofThisSite()->waitingCount()],
            'coverage' => ['label' => 'Orders looked at', 'value' => self::proof($coverage)],
        ]];
        return $info;
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
            return __('Nothing has been looked through yet: that begins when a connector is connected.', 'counterfoil');
        }
        return sprintf(
            /* translators: 1 and 2: UTC date and time, 3: how many orders */
            _n('Every order changed between %1$s and %2$s (UTC) was looked at again; %3$s had not been noticed at once and was added.', 'Every order changed between %1$s and %2$s (UTC) was looked at again; %3$s had not been noticed at once and were added.', $coverage->found, 'counterfoil'),
            str_replace('T', ' ', substr($coverage->from, 0, 16)),
            str_replace('T', ' ', substr($coverage->to, 0, 16)),
            number_format_i18n($coverage->found),
        );
    }
}
