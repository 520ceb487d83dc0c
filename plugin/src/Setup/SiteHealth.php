<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Admin\ConnectionController;
use Counterfoil\Admin\Words;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\StrangerCall;
use Counterfoil\Pairing\StrangerCallsTable;
use Counterfoil\Sweep\SweepCoverage;

if (!defined('ABSPATH')) {
    exit;
}

/** Recording on Tools → Site Health: whether it works, and the proof that nothing was missed. */
final class SiteHealth
{
    /** The newest connectors that are named. */
    private const KEYS = 5;

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
            'turned_away' => ['label' => self::words()->say('setup_turned_away'), 'value' => self::turnedAway()],
            ...self::keys(),
        ]];
        return $info;
    }

    private static function turnedAway(): string
    {
        $times = array_column(StrangerCallsTable::ofThisSite()->lately(), 'times', 'kind');
        return self::words()->say('setup_turned_away_counts', [
            'unsigned' => $times[StrangerCall::Unsigned->value] ?? 0,
            'codes' => $times[StrangerCall::WrongCode->value] ?? 0,
            'disconnected' => $times[StrangerCall::Disconnected->value] ?? 0,
            'repeated' => $times[StrangerCall::Repeated->value] ?? 0,
        ]);
    }

    /**
     * @return array<string, array{label: string, value: string}> who connected and disconnected the last connectors,
     *   and when
     */
    private static function keys(): array
    {
        $fields = [];
        foreach (KeysTable::ofThisSite()->all(self::KEYS) as $key) {
            $said = [];
            if ($key->confirmedAt !== null) {
                $said[] = self::words()->say('setup_key_confirmed', ['at' => self::minute($key->confirmedAt), 'user' => ConnectionController::userName($key->confirmedBy) ?? '']);
            }
            if ($key->revokedAt !== null) {
                $user = ConnectionController::userName($key->revokedBy);
                $said[] = self::words()->say($user === null ? 'setup_key_gave_way' : 'setup_key_disconnected', ['at' => self::minute($key->revokedAt), 'user' => $user ?? '']);
            }
            $fields["key_{$key->keyId}"] = ['label' => "{$key->connector->name}, {$key->fingerprint()}", 'value' => implode('; ', $said)];
        }
        return $fields;
    }

    private static function minute(string $utc): string
    {
        return str_replace('T', ' ', substr($utc, 0, 16));
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
            'from' => self::minute($coverage->from),
            'until' => self::minute($coverage->to),
            'count' => $coverage->found,
        ]);
    }
}
