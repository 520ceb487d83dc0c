<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Database;

use Counterfoil\Database\DatabaseLock;
use Counterfoil\Tests\CommittingTestCase;

final class DatabaseLockTest extends CommittingTestCase
{
    public function testOneConnectionHoldsItUntilItGivesItBackOrEnds(): void
    {
        $mine = new DatabaseLock($this->db, 'test');
        $other = $this->anotherConnection();
        $theirs = new DatabaseLock($other, 'test');
        self::assertSame([true, false], [$mine->acquire(), $theirs->acquire()]);
        $mine->release();
        self::assertSame([true, false], [$theirs->acquire(), $mine->acquire()]);
        $other->close();
        self::assertTrue($this->eventually($mine->acquire(...)));
        $mine->release();
    }

    public function testAnotherSiteOfTheSameDatabaseHasALockOfItsOwn(): void
    {
        $mine = new DatabaseLock($this->db, 'test');
        $other = $this->anotherConnection();
        $other->prefix = 'wp_2_';
        self::assertSame([true, true], [$mine->acquire(), (new DatabaseLock($other, 'test'))->acquire()]);
        $mine->release();
        $other->close();
    }

    public function testWithReplicasLockAndReadingAreThePrimarys(): void
    {
        $db = new class (DB_USER, DB_PASSWORD, DB_NAME, DB_HOST) extends \wpdb {
            /** @var list<string> */
            public array $asked = [];

            /** As HyperDB has it. */
            public function send_reads_to_masters(): void
            {
                $this->asked[] = 'primary';
            }

            /**
             * @param string|null $query
             * @param int $x
             * @param int $y
             * @return string|null
             */
            #[\Override]
            public function get_var($query = null, $x = 0, $y = 0)
            {
                $this->asked[] = strtok((string) $query, '(') ?: '';
                return parent::get_var($query, $x, $y);
            }
        };
        self::assertTrue((new DatabaseLock($db, 'test'))->acquire());
        self::assertSame(['primary', 'SELECT GET_LOCK'], $db->asked);
        $db->close();
    }

    private function anotherConnection(): \wpdb
    {
        $db = new \wpdb(DB_USER, DB_PASSWORD, DB_NAME, DB_HOST);
        $db->prefix = $this->db->prefix;
        return $db;
    }

    /** @param callable(): bool $holds the server notices a closed connection a moment later */
    private function eventually(callable $holds): bool
    {
        for ($try = 0; $try < 6_000; $try++) {
            if ($holds()) {
                return true;
            }
            usleep(20_000);
        }
        return false;
    }
}
