<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\UtcTime;
use Counterfoil\Resources\DecimalText;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One order as the list shows it. Times are UTC, `2026-11-23T10:02:11.000Z`; `customer` and `email` are empty once the
 * person was erased.
 */
final class JourneyRow
{
    public const COLUMNS = 'order_id, former_check, order_check, order_number, customer, email, total, currency, order_status, placed_at, state, code, code_values,'
        . ' document_id, document_number, document_url, document_state, since, version, asked_event, gone';

    /** @param array<string, string|int|Reason|list<Change>> $values */
    private function __construct(
        public readonly JourneyKey $key,
        public readonly int $orderId,
        /** Null: the shop never read it, and the connector did not say. */
        public readonly ?string $check,
        public readonly string $orderNumber,
        public readonly string $customer,
        public readonly string $email,
        public readonly ?string $total,
        public readonly ?string $currency,
        public readonly string $orderStatus,
        public readonly ?string $placedAt,
        public readonly JourneyState $state,
        public readonly string $code,
        public readonly array $values,
        public readonly ?ErpDocument $document,
        public readonly string $since,
        /** Of what the connector said last; 0: nothing yet. */
        public readonly int $version,
        /** A person asked for something, and the connector has not answered yet. */
        public readonly bool $asked,
        /** The order no longer exists in the shop. */
        public readonly bool $gone,
    ) {}

    /** @param array<string, string|null> $row columns of self::COLUMNS */
    public static function fromColumns(array $row): self
    {
        return new self(
            new JourneyKey((int) $row['order_id'], (string) $row['former_check']),
            (int) $row['order_id'],
            $row['order_check'],
            (string) $row['order_number'] === '' ? (string) $row['order_id'] : (string) $row['order_number'],
            (string) $row['customer'],
            (string) $row['email'],
            $row['total'] === null ? null : DecimalText::of($row['total']),
            $row['currency'],
            (string) $row['order_status'],
            UtcTime::fromDatabaseOrNull($row['placed_at']),
            JourneyState::tryFrom((string) $row['state']) ?? JourneyState::Broken,
            (string) $row['code'],
            MessageValues::decode((string) $row['code_values']),
            $row['document_id'] === null ? null : new ErpDocument($row['document_id'], (string) $row['document_number'], $row['document_url'], (string) $row['document_state']),
            UtcTime::fromDatabase((string) $row['since']),
            (int) $row['version'],
            $row['asked_event'] !== null,
            $row['gone'] === '1',
        );
    }

    /** The ERP has it, as far as the connector said. */
    public function isInErp(): bool
    {
        return InErp::is($this->state, $this->code, $this->document !== null);
    }
}
