<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Resources;

use Counterfoil\Database\QueryFailed;
use Counterfoil\Resources\OrderSnapshot;
use Counterfoil\Resources\ProductFacts;
use Counterfoil\Resources\ReadOrders;
use Counterfoil\Tests\ShopTestCase;

/** Who an order says its customer is: a user id repeats after a restored backup, the time of registering does not. */
final class CustomerAccountTest extends ShopTestCase
{
    private const SINCE = '2024-03-05T17:20:41.000Z';

    public function testAnAccountSaysInUtcWhenItWasRegisteredWhateverTheShopsTimeZone(): void
    {
        update_option('timezone_string', 'Pacific/Auckland');
        $user = $this->account();
        self::assertSame([$user, self::SINCE], $this->said($this->orderOf($user)));
    }

    public function testAGuestHasNoAccount(): void
    {
        self::assertSame([null, null], $this->said($this->orderOf(0)));
    }

    public function testAnAccountThatDoesNotSayWhenItWasRegisteredIsStillAnAccount(): void
    {
        $user = $this->account();
        $order = $this->orderOf($user);
        foreach (['0000-00-00 00:00:00', '2024-00-00 00:00:00'] as $stored) {
            $this->db->update($this->db->users, ['user_registered' => $stored], ['ID' => $user]);
            self::assertSame([$user, null], $this->said($order), $stored);
        }
    }

    public function testAnAccountInATableOfAnotherDatabaseIsFound(): void
    {
        $user = $this->account();
        $order = $this->orderOf($user);
        $table = $this->db->users;
        $this->db->users = DB_NAME . ".{$table}";
        try {
            self::assertSame([$user, self::SINCE], $this->said($order));
        } finally {
            $this->db->users = $table;
        }
    }

    public function testAPersonWhoChangesTheProfileStaysTheSame(): void
    {
        $user = $this->account();
        $order = $this->orderOf($user);
        wp_update_user(['ID' => $user, 'user_email' => 'moved@example.org', 'display_name' => 'Zoë', 'user_pass' => 'another-1']);
        self::assertSame([$user, self::SINCE], $this->said($order));
    }

    public function testSomebodyElseWithTheSameIdIsToldApartAlsoWhereTheFormerIsStillInTheCache(): void
    {
        $user = $this->account();
        $order = $this->orderOf($user);
        self::assertSame([$user, self::SINCE], $this->said($order));
        get_userdata($user);
        $this->db->update($this->db->users, ['user_registered' => '2026-11-23 08:00:00'], ['ID' => $user]);
        self::assertSame([$user, '2026-11-23T08:00:00.000Z'], $this->said($order));
    }

    public function testWhoseAccountIsDeletedBuysAsAGuestHoweverItWasDeleted(): void
    {
        require_once ABSPATH . 'wp-admin/includes/user.php';
        $byWordPress = $this->account('first');
        $bySql = $this->account('second');
        $orders = [$this->orderOf($byWordPress), $this->orderOf($bySql)];
        wp_delete_user($byWordPress);
        $this->db->delete($this->db->users, ['ID' => $bySql]);
        foreach ($orders as $order) {
            self::assertSame([null, null], $this->said($order));
        }
    }

    public function testAnAccountThatAnotherPluginHidesFromListsIsFound(): void
    {
        $user = $this->account();
        $order = $this->orderOf($user);
        $hide = static function (\WP_User_Query $query): void {
            $query->query_where = 'WHERE 1 = 0';
        };
        $this->filter('pre_user_query', $hide);
        $said = $this->said($order);
        remove_action('pre_user_query', $hide);
        self::assertSame([$user, self::SINCE], $said);
    }

    public function testTheAccountsOfAPageAreReadByOneQueryAndGuestsByNone(): void
    {
        $users = [$this->account('first'), $this->account('second')];
        $guests = [$this->orderOf(0), $this->orderOf(0)];
        $accounts = [$this->orderOf($users[0]), $this->orderOf($users[1]), $this->orderOf($users[0])];
        wp_cache_flush();
        self::assertSame([0, 1], [$this->queriesOfUsers($guests), $this->queriesOfUsers([...$guests, ...$accounts])]);
    }

    public function testAnAccountThatCannotBeReadIsNotTakenForAGuest(): void
    {
        $order = $this->orderOf($this->account());
        $break = fn(string $sql): string => str_contains($sql, "FROM {$this->db->users} ") ? 'SELECT nothing FROM nowhere' : $sql;
        $this->filter('query', $break);
        try {
            $this->said($order);
            self::fail('It was read all the same');
        } catch (QueryFailed) {
            $this->addToAssertionCount(1);
        } finally {
            remove_filter('query', $break);
        }
    }

    private function account(string $login = 'zoe'): int
    {
        $user = wp_insert_user(['user_login' => "customer-{$login}", 'user_email' => "{$login}@example.org", 'user_pass' => 'a-password-1', 'role' => 'customer', 'user_registered' => '2024-03-05 17:20:41']);
        self::assertIsInt($user);
        return $user;
    }

    private function orderOf(int $user): int
    {
        $order = $this->order();
        $order->set_customer_id($user);
        $order->save();
        $this->endRequest();
        return $order->get_id();
    }

    /** @return array{mixed, mixed} the account and since when it exists */
    private function said(int $orderId): array
    {
        $read = ReadOrders::read([$orderId]);
        self::assertArrayHasKey($orderId, $read->orders);
        $said = (new OrderSnapshot(5, [], $read->accountTimes, time(), new ProductFacts()))->of($read->orders[$orderId], []);
        return [$said['customerId'], $said['customerSince']];
    }

    /** @param list<int> $orderIds */
    private function queriesOfUsers(array $orderIds): int
    {
        $own = $this->ownStatements(static fn(): object => ReadOrders::read($orderIds));
        return count(array_filter($own, fn(string $sql): bool => preg_match("/\b{$this->db->users}\b/", $sql) === 1));
    }
}
