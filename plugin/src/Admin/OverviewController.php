<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Database\UtcTime;
use Counterfoil\Outbox\RecordingFailures;
use Counterfoil\Oversight\Alert;
use Counterfoil\Oversight\AlertsTable;
use Counterfoil\Oversight\HeartbeatTable;
use Counterfoil\Oversight\MessageValues;
use Counterfoil\Oversight\NoteUnseenOrders;
use Counterfoil\Oversight\OrdersStopped;
use Counterfoil\Oversight\OverviewFigures;
use Counterfoil\Pairing\Instance;
use Counterfoil\Rest\ContractVersion;
use Counterfoil\Sweep\SweepCoverage;

if (!defined('ABSPATH')) {
    exit;
}

/** Is everything all right? Shape: shared-types/src/admin/overview.ts. Reads the plugin's own tables only. */
final class OverviewController
{
    /** @return array<string, mixed> overviewAnswer */
    public static function show(): array
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        NoteUnseenOrders::before($wpdb);
        $figures = OverviewFigures::ofThisSite();
        $key = ConnectionState::key();
        $latest = HeartbeatTable::ofThisSite()->latest();
        $held = $figures->held();
        $waiting = $figures->waiting();
        $now = UtcTime::now($wpdb);
        $coverage = SweepCoverage::ofThisSite($wpdb);
        return [
            'now' => $now,
            'connectionState' => ConnectionState::of(),
            'environment' => $key->connector->environment ?? 'production',
            'erpName' => ConnectionState::erpName(),
            'connectorName' => $key->connector->name ?? '',
            'connectorSeenAt' => $key?->lastSeenAt,
            'connectorSilent' => ConnectionState::isSilent(),
            'older' => ContractVersion::olderSide($latest['contractRevision'] ?? null),
            'erp' => self::erp($latest['heartbeat'] ?? []),
            'alerts' => array_map(self::alert(...), AlertsTable::ofThisSite()->open()),
            'waiting' => $waiting,
            'held' => ['count' => $held['count'], 'money' => $held['money'], 'rows' => array_map(JourneyJson::row(...), $held['rows'])],
            'today' => ['date' => wp_date('Y-m-d'), ...$figures->today(new \DateTimeImmutable('now', new \DateTimeZone('UTC')))],
            'cutover' => Instance::cutover(),
            'coverage' => ['from' => $coverage?->from, 'until' => $coverage?->to, 'missed' => $coverage->found ?? 0],
            'recordingFailures' => RecordingFailures::known()['count'] ?? 0,
            'ordersStopped' => self::stopped($waiting['count']),
        ];
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array<string, mixed> overviewAnswer
     */
    public static function stopOrders(\WP_REST_Request $request): array
    {
        if ($request->get_param('stopped') === true) {
            OrdersStopped::stop(get_current_user_id());
        } else {
            OrdersStopped::goOn();
        }
        return self::show();
    }

    /**
     * Somebody has seen it. Who presses after another one did has seen it, too.
     *
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array<string, mixed> overviewAnswer
     */
    public static function alertSeen(\WP_REST_Request $request): array
    {
        $id = $request->get_param('id');
        AlertsTable::ofThisSite()->acknowledge(is_int($id) ? $id : 0, get_current_user_id());
        return self::show();
    }

    /** @return array<string, mixed> */
    private static function alert(Alert $alert): array
    {
        return [
            'id' => $alert->id,
            'code' => $alert->code,
            'values' => (object) JourneyJson::readable($alert->values),
            'firstAt' => $alert->firstAt,
            'lastAt' => $alert->lastAt,
            'times' => $alert->times,
        ];
    }

    /**
     * @param array<string, mixed> $heartbeat
     * @return array<string, mixed>|null
     */
    private static function erp(array $heartbeat): ?array
    {
        $erp = $heartbeat['erp'] ?? null;
        if (!is_array($erp)) {
            return null;
        }
        return [
            'reachable' => $erp['reachable'] ?? false,
            'since' => $erp['since'] ?? null,
            'answerMs' => $erp['answerMs'] ?? null,
            'code' => $erp['code'] ?? null,
            'values' => (object) JourneyJson::readable(MessageValues::decode((string) wp_json_encode($erp['values'] ?? []))),
        ];
    }

    /** @return array{since: string, by: string, waiting: int}|null */
    private static function stopped(int $waiting): ?array
    {
        $stopped = OrdersStopped::known();
        if ($stopped === null) {
            return null;
        }
        $user = get_userdata($stopped['userId']);
        return ['since' => $stopped['since'], 'by' => $user === false ? '' : $user->display_name, 'waiting' => $waiting];
    }
}
