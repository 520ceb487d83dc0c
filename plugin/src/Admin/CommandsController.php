<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Outbox\SeenJourney;
use Counterfoil\Oversight\AskConnector;
use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\ListJourneys;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What a person asks of the connector, of each order with what they saw of it. Shapes:
 * shared-types/src/admin/journeys.ts.
 */
final class CommandsController
{
    /** Its id stood for another order before. */
    private const ID_GIVEN_AGAIN = 'binding_of_another_order';
    private const NOTE = ['note' => ['type' => 'string', 'required' => true, 'minLength' => 3, 'maxLength' => 2000]];

    public static function registerAll(): void
    {
        $orders = ['orders' => [
            'type' => 'array', 'required' => true, 'minItems' => 1, 'maxItems' => 100,
            'items' => [
                'type' => 'object', 'additionalProperties' => false,
                'properties' => [
                    'orderId' => ['type' => 'integer', 'minimum' => 1, 'required' => true],
                    'code' => ['type' => 'string', 'pattern' => '^[a-z][a-z0-9_.-]{0,59}$', 'required' => true],
                    // A greater one the connector could not read, nor then the page of events that it stands in.
                    'version' => ['type' => 'integer', 'minimum' => 0, 'maximum' => 2 ** 53 - 1, 'required' => true],
                ],
            ],
        ]];
        AdminRoute::register('/journeys/send-again', 'POST', Capabilities::MEND, [self::class, 'sendAgain'], $orders);
        AdminRoute::register('/journeys/leave-out', 'POST', Capabilities::MEND, [self::class, 'leaveOut'], $orders + self::NOTE);
        AdminRoute::register('/journeys/leave-as-is', 'POST', Capabilities::MEND, [self::class, 'leaveAsIs'], $orders + self::NOTE);
        AdminRoute::register('/journeys/new-order', 'POST', Capabilities::MEND, [self::class, 'newOrder'], $orders);
        AdminRoute::register('/journeys/new-orders', 'POST', Capabilities::MEND, [self::class, 'newOrders']);
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array{asked: list<int>, unknown: list<int>} askedAnswer
     */
    public static function sendAgain(\WP_REST_Request $request): array
    {
        return self::ask($request, static fn(int $orderId, SeenJourney $seen): bool => AskConnector::sendAgain($orderId, get_current_user_id(), $seen));
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array{asked: list<int>, unknown: list<int>}|\WP_Error askedAnswer
     */
    public static function leaveOut(\WP_REST_Request $request): array|\WP_Error
    {
        $note = self::note($request);
        return $note instanceof \WP_Error ? $note : self::ask($request, static fn(int $orderId, SeenJourney $seen): bool => AskConnector::leaveOut($orderId, get_current_user_id(), $note, $seen));
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array{asked: list<int>, unknown: list<int>}|\WP_Error askedAnswer
     */
    public static function leaveAsIs(\WP_REST_Request $request): array|\WP_Error
    {
        $note = self::note($request);
        return $note instanceof \WP_Error ? $note : self::ask($request, static fn(int $orderId, SeenJourney $seen): bool => AskConnector::leaveAsIs($orderId, get_current_user_id(), $note, $seen));
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array{asked: list<int>, unknown: list<int>} askedAnswer
     */
    public static function newOrder(\WP_REST_Request $request): array
    {
        return self::ask($request, static fn(int $orderId, SeenJourney $seen): bool => AskConnector::newOrder($orderId, get_current_user_id(), $seen));
    }

    /**
     * Of all orders whose id stood for another one before, as many as fit into one request: asked again while some are
     * left.
     *
     * @return array{asked: list<int>, left: int} newOrdersAnswer
     */
    public static function newOrders(): array
    {
        $held = ListJourneys::ofThisSite()->heldFor(self::ID_GIVEN_AGAIN, ListJourneys::PER_PAGE);
        $asked = array_map(static fn(JourneyRow $row): int => $row->orderId, $held['rows']);
        foreach ($held['rows'] as $row) {
            AskConnector::newOrder($row->orderId, get_current_user_id(), new SeenJourney($row->code, $row->version));
        }
        return ['asked' => $asked, 'left' => $held['total'] - count($asked)];
    }

    /**
     * The reason as it is kept.
     *
     * @param \WP_REST_Request<array<string, mixed>> $request
     */
    private static function note(\WP_REST_Request $request): string|\WP_Error
    {
        $written = $request->get_param('note');
        $note = sanitize_textarea_field(is_string($written) ? $written : '');
        return mb_strlen($note) >= 3 ? $note : new \WP_Error('reason_missing', AdminRoute::words()->say('screen_reason_needed'), ['status' => 400]);
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @param callable(int, SeenJourney): bool $ask
     * @return array{asked: list<int>, unknown: list<int>}
     */
    private static function ask(\WP_REST_Request $request, callable $ask): array
    {
        $answer = ['asked' => [], 'unknown' => []];
        $seen = [];
        $orders = $request->get_param('orders');
        foreach (is_array($orders) ? $orders : [] as $order) {
            if (is_array($order) && is_int($order['orderId'] ?? null) && is_string($order['code'] ?? null) && is_int($order['version'] ?? null)) {
                $seen[$order['orderId']] = new SeenJourney($order['code'], $order['version']);
            }
        }
        foreach ($seen as $orderId => $journey) {
            $answer[$ask($orderId, $journey) ? 'asked' : 'unknown'][] = $orderId;
        }
        return $answer;
    }
}
