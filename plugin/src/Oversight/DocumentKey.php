<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Rest\Message;

if (!defined('ABSPATH')) {
    exit;
}

/** Which document of an order: what it is about, and which of several that replaced each other. */
final class DocumentKey
{
    public function __construct(
        /** order, refund, payment, shipment, or a word that only a newer connector knows */
        public readonly string $kind,
        /** Of the order, refund or shipment; of a part of a payment the order item's. */
        public readonly int $shopId,
        /** From 1. */
        public readonly int $generation,
    ) {}

    public static function of(Message $message): self
    {
        return new self($message->text('kind'), $message->whole('shopId'), $message->whole('generation'));
    }

    public function equals(self $other): bool
    {
        return $this->kind === $other->kind && $this->shopId === $other->shopId && $this->generation === $other->generation;
    }

    public function isSalesOrder(): bool
    {
        return $this->kind === 'order';
    }
}
