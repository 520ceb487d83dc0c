<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/** One row of the outbox as it is offered. `recordedAt` is UTC, `2026-11-23T10:02:11.000Z`. */
final class OutboxRow
{
    public function __construct(
        public readonly int $id,
        public readonly string $eventId,
        public readonly EventType $type,
        public readonly int $orderId,
        public readonly EventReason $reason,
        public readonly string $recordedAt,
        /** How long it has been in the table, by the database's clock. */
        public readonly int $ageInMs,
        public readonly bool $urgent,
        public readonly int $timesOffered,
        public readonly ?Command $command,
        /** Reading its order died twice with nothing else on the page: offer ids only, and do not read the order. */
        public readonly bool $unreadable,
    ) {}

    /** @param array<string, string|null> $row columns of DueRows::COLUMNS */
    public static function fromColumns(array $row): self
    {
        $type = EventType::from((string) $row['event_type']);
        return new self(
            (int) $row['id'],
            (string) $row['event_id'],
            $type,
            (int) $row['order_id'],
            EventReason::tryFrom((string) $row['reason']) ?? EventReason::OrderSaved,
            str_replace(' ', 'T', (string) $row['recorded_at']) . 'Z',
            max(0, (int) $row['age_in_ms']),
            $row['urgent'] === '1',
            (int) $row['times_offered'],
            $type->isCommand() ? new Command((int) $row['command_user_id'], (string) $row['command_note'], self::seen($row)) : null,
            (int) $row['readings_alone'] >= DueRows::UNREADABLE_AFTER,
        );
    }

    /** @param array<string, string|null> $row */
    private static function seen(array $row): ?SeenJourney
    {
        return $row['seen_code'] === null ? null : new SeenJourney($row['seen_code'], (int) $row['seen_version']);
    }
}
