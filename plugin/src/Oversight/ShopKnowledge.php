<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What the shop itself knows of one order, for the list of orders; made from its snapshot. An erased person leaves no
 * name and no address.
 */
final class ShopKnowledge
{
    private function __construct(
        public readonly int $orderId,
        public readonly int $readNumber,
        public readonly string $number,
        public readonly string $check,
        public readonly string $customer,
        /** Last name first, to find it by. */
        public readonly string $customerSort,
        public readonly string $email,
        public readonly string $total,
        public readonly string $currency,
        public readonly string $status,
        /** Null: the shop has no date for it. */
        public readonly ?string $placedAt,
        /** Whether its status counts: it is offered, or will be. */
        public readonly bool $counts,
    ) {}

    /**
     * @param array<string, mixed> $snapshot from OrderSnapshot
     * @param bool $wasErased the person was erased here, though the shop kept the order as it was
     */
    public static function of(array $snapshot, bool $counts, bool $wasErased): self
    {
        $text = static fn(mixed $value): string => is_string($value) ? $value : '';
        $billing = is_array($snapshot['billing'] ?? null) ? $snapshot['billing'] : [];
        $erased = $wasErased || ($snapshot['anonymized'] ?? false) === true;
        [$first, $last, $company] = $erased ? ['', '', ''] : [$text($billing['firstName'] ?? ''), $text($billing['lastName'] ?? ''), $text($billing['company'] ?? '')];
        $person = trim("{$first} {$last}");
        return new self(
            is_int($snapshot['id'] ?? null) ? $snapshot['id'] : 0,
            is_int($snapshot['readNumber'] ?? null) ? $snapshot['readNumber'] : 0,
            $text($snapshot['number'] ?? ''),
            $text($snapshot['check'] ?? ''),
            $person === '' ? $company : $person,
            $person === '' ? $company : trim("{$last} {$first}"),
            $erased ? '' : $text($snapshot['email'] ?? ''),
            $text($snapshot['total'] ?? '0'),
            $text($snapshot['currency'] ?? ''),
            $text($snapshot['status'] ?? ''),
            is_string($snapshot['createdAt'] ?? null) ? $snapshot['createdAt'] : null,
            $counts,
        );
    }
}
