<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Rest\Message;

if (!defined('ABSPATH')) {
    exit;
}

/** Where an order stands, as the connector says it in a receipts call. */
final class AgentJourney
{
    private function __construct(
        public readonly int $orderId,
        public readonly ?string $check,
        public readonly int $version,
        public readonly JourneyState $state,
        /** The state in the connector's own word, perhaps one that is not known here. */
        public readonly string $said,
        public readonly string $code,
        public readonly string $values,
        /** The sales order that counts; null: the ERP has none. */
        public readonly ?ErpDocument $document,
        /** @var list<JourneyDocument> all that the ERP has of it, that one too */
        public readonly array $documents,
        public readonly ?string $total,
        public readonly ?string $currency,
        public readonly string $since,
    ) {}

    public static function of(Message $message): self
    {
        $documents = array_map(JourneyDocument::of(...), $message->parts('documents'));
        $document = self::salesOrder($documents);
        return new self(
            $message->whole('orderId'),
            $message->textOrNull('check'),
            $message->whole('version'),
            JourneyState::ofConnector($message->text('state'), $document !== null),
            $message->text('state'),
            $message->text('code'),
            $message->json('values'),
            $document,
            $documents,
            $message->textOrNull('total'),
            $message->textOrNull('currency'),
            $message->text('since'),
        );
    }

    /** Of the order that the shop has under this id now, or of the one that is only in the ERP. */
    public function key(): JourneyKey
    {
        return new JourneyKey($this->orderId, $this->state === JourneyState::OnlyInErp ? $this->check ?? '' : '');
    }

    /** As the keys of the journeys' rows are written. */
    public function name(): string
    {
        return "{$this->orderId} {$this->key()->formerCheck}";
    }

    /** @param list<JourneyDocument> $documents of the order, its refunds, payments and shipments */
    private static function salesOrder(array $documents): ?ErpDocument
    {
        $orders = array_values(array_filter($documents, static fn(JourneyDocument $one): bool => $one->key->isSalesOrder()));
        $live = array_values(array_filter($orders, static fn(JourneyDocument $one): bool => $one->live));
        return ($live[0] ?? $orders[count($orders) - 1] ?? null)?->document;
    }
}
