<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The orders of an e-mail address: those it was given with, those of the account that has it (whatever address they
 * were given with), and those the list knows by it.
 */
final class OrdersOfPerson
{
    private readonly ?\WP_User $user;

    public function __construct(private readonly string $email)
    {
        $user = $email === '' ? false : get_user_by('email', $email);
        $this->user = $user === false ? null : $user;
    }

    public function user(): ?\WP_User
    {
        return $this->user;
    }

    /** @return list<int> in the shop, by their ids */
    public function inShop(): array
    {
        $ids = $this->email === '' ? [] : self::find(['billing_email' => $this->email]);
        if ($this->user !== null) {
            $ids = [...$ids, ...self::find(['customer_id' => $this->user->ID])];
        }
        $ids = array_values(array_unique($ids));
        sort($ids);
        return $ids;
    }

    /** @return list<JourneyRow> in the list, by its address */
    public function inList(int $limit, int $offset): array
    {
        return PersonsInJourneys::ofThisSite()->ofEmail($this->email, $limit, $offset);
    }

    /**
     * @param array<string, string|int> $by
     * @return list<int>
     */
    private static function find(array $by): array
    {
        $found = wc_get_orders($by + ['type' => 'shop_order', 'status' => [...array_keys(wc_get_order_statuses()), 'trash'], 'limit' => -1, 'return' => 'ids']);
        return array_values(array_filter(is_array($found) ? $found : [], is_int(...)));
    }
}
