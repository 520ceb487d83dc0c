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
        public readonly ?string $total,
        public readonly ?string $currency,
        public readonly string $since,
    ) {}

    public static function of(Message $message): self
    {
        $document = self::salesOrder($message->parts('documents'));
        return new self(
            $message->whole('orderId'),
            $message->textOrNull('check'),
            $message->whole('version'),
            JourneyState::ofConnector($message->text('state'), $document !== null),
            $message->text('state'),
            $message->text('code'),
            $message->json('values'),
            $document,
            $message->textOrNull('total'),
            $message->textOrNull('currency'),
            $message->text('since'),
        );
    }

    /** @param list<Message> $documents of the order, its refunds, payments and shipments */
    private static function salesOrder(array $documents): ?ErpDocument
    {
        $last = null;
        foreach ($documents as $document) {
            if ($document->text('kind') === 'order') {
                $last = $document;
                if ($document->flag('live')) {
                    break;
                }
            }
        }
        return $last === null ? null : new ErpDocument($last->text('id'), $last->text('number'), $last->textOrNull('url'), $last->text('state'));
    }
}
