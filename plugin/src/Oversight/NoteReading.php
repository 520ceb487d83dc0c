<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\RandomUuid;
use Counterfoil\Outbox\OutboxRow;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Writes into the journeys what reading a page of orders brought, offered or not, so that the lists know each order at
 * once.
 */
final class NoteReading
{
    private readonly JourneysTable $journeys;
    private readonly JourneyStepsTable $steps;

    private readonly ErasedOrdersTable $erased;

    public function __construct(\wpdb $db)
    {
        $this->erased = new ErasedOrdersTable($db);
        $this->journeys = new JourneysTable($db);
        $this->steps = new JourneyStepsTable($db);
    }

    /**
     * @param list<OutboxRow> $offered
     * @param array<int, array<string, mixed>> $orders snapshots by order, of all that were read
     * @param list<int> $gone
     * @param callable(int): bool $counts whether an order is offered, or will be
     */
    public function note(array $offered, array $orders, array $gone, callable $counts): void
    {
        $known = [];
        $placed = [];
        $erased = $this->erased->among(array_keys($orders));
        foreach ($orders as $orderId => $order) {
            $known[] = ShopKnowledge::of($order, $counts($orderId), in_array($order['check'] ?? '', $erased[$orderId] ?? [], true));
            $placed = [...$placed, ...self::placed($orderId, $order)];
        }
        $this->journeys->noteFromShop($known);
        $this->steps->add($placed);
        $this->journeys->noteOffered(array_values(array_unique(array_map(static fn(OutboxRow $row): int => $row->orderId, $offered))));
        foreach ($gone as $orderId) {
            $this->journeys->noteGone($orderId);
        }
    }

    /**
     * @param array<string, mixed> $order
     * @return list<JourneyStep> none, where the shop has no date for it
     */
    private static function placed(int $orderId, array $order): array
    {
        $text = static fn(string $name): string => is_string($order[$name] ?? null) ? $order[$name] : '';
        $values = ['via' => $text('createdVia'), 'method' => $text('paymentMethodTitle')];
        return $text('createdAt') === '' ? [] : [new JourneyStep(RandomUuid::make(), $orderId, $text('createdAt'), 'step_placed', $values, $text('check'))];
    }
}
