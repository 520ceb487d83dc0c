<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Database\UtcTime;
use Counterfoil\Oversight\HeldReasons;
use Counterfoil\Oversight\JourneyDocumentsTable;
use Counterfoil\Oversight\JourneyFilter;
use Counterfoil\Oversight\JourneyKey;
use Counterfoil\Oversight\JourneyOrder;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\NoteUnseenOrders;

if (!defined('ABSPATH')) {
    exit;
}

/** The list of orders and one order's journey. Shapes: shared-types/src/admin/journeys.ts. */
final class JourneysController
{
    /** @return array<string, array<string, mixed>> WordPress's argument schema */
    public static function listArguments(): array
    {
        return [
            'page' => ['type' => 'integer', 'minimum' => 1, 'default' => 1],
            'perPage' => ['type' => 'integer', 'minimum' => 1, 'maximum' => ListJourneys::PER_PAGE, 'default' => 25],
            'group' => ['type' => 'string', 'enum' => JourneyGroups::names()],
            'reason' => ['type' => 'string', 'pattern' => '^[a-z][a-z0-9_.-]{2,59}$'],
            'day' => ['type' => 'string', 'pattern' => '^\d{4}-\d{2}-\d{2}$'],
            'search' => ['type' => 'string', 'maxLength' => 320],
            'orderBy' => ['type' => 'string', 'enum' => array_column(JourneyOrder::cases(), 'value'), 'default' => JourneyOrder::Order->value],
            'order' => ['type' => 'string', 'enum' => ['asc', 'desc'], 'default' => 'desc'],
        ];
    }

    /** @return array<string, array<string, mixed>> */
    public static function ofFormerOrder(): array
    {
        return ['former' => ['type' => 'string', 'pattern' => '^[A-Z2-7]{6}$']];
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array<string, mixed> journeysAnswer
     */
    public static function list(\WP_REST_Request $request): array
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        NoteUnseenOrders::before($wpdb);
        $journeys = ListJourneys::ofThisSite();
        $filter = new JourneyFilter(
            JourneyGroups::STATES[self::text($request, 'group') ?? ''] ?? [],
            self::text($request, 'reason'),
            self::text($request, 'day'),
            self::text($request, 'search'),
            JourneyOrder::tryFrom(self::text($request, 'orderBy') ?? '') ?? JourneyOrder::Order,
            self::text($request, 'order') !== 'asc',
            self::text($request, 'group') === JourneyGroups::DELIVERED,
        );
        $counts = $journeys->counts();
        $page = $journeys->page($filter, self::whole($request, 'page', 1), self::whole($request, 'perPage', 25));
        return [
            'now' => UtcTime::now($wpdb),
            'rows' => array_map(JourneyJson::row(...), $page['rows']),
            'total' => $page['total'],
            'counts' => JourneyGroups::sums($counts, $journeys->countInErp()),
            'all' => array_sum($counts),
            'reasons' => $journeys->reasons(),
            'held' => HeldReasons::ofThisSite(),
        ];
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array<string, mixed>|\WP_Error journeyAnswer
     */
    public static function show(\WP_REST_Request $request): array|\WP_Error
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $key = new JourneyKey(self::whole($request, 'id', 0), self::text($request, 'former') ?? '');
        $row = ListJourneys::ofThisSite()->of($key);
        if ($row === null) {
            return new \WP_Error('unknown_order', AdminRoute::words()->say('screen_order_unknown_id', ['id' => (string) $key->orderId]), ['status' => 404]);
        }
        $documents = JourneyDocumentsTable::ofThisSite()->of($key);
        return [
            'now' => UtcTime::now($wpdb),
            'row' => JourneyJson::row($row),
            'documents' => JourneyJson::documents($documents),
            'steps' => JourneyJson::steps(WithoutEchoes::of(JourneyStepsTable::ofThisSite()->of($key, $row->check)), $row, $documents),
        ];
    }

    /** @param \WP_REST_Request<array<string, mixed>> $request */
    private static function text(\WP_REST_Request $request, string $name): ?string
    {
        $value = $request->get_param($name);
        return is_string($value) && $value !== '' ? $value : null;
    }

    /** @param \WP_REST_Request<array<string, mixed>> $request */
    private static function whole(\WP_REST_Request $request, string $name, int $default): int
    {
        $value = $request->get_param($name);
        return is_numeric($value) ? (int) $value : $default;
    }
}
