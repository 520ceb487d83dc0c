<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Every document that the ERP keeps for an order, as the connector told it last: all of a journey are replaced
 * together. Kind, shop id, check and generation tell them apart. The sales order that counts stands once more in
 * `journeys.document_…`, because the list searches and shows it.
 */
final class JourneyDocumentsTable extends OwnTable
{
    protected const NAME = 'journey_documents';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            order_id bigint(20) unsigned NOT NULL,
            former_check char(6) NOT NULL DEFAULT '',
            kind varchar(60) NOT NULL,
            shop_id bigint(20) unsigned NOT NULL,
            document_check char(6) NOT NULL,
            generation smallint(5) unsigned NOT NULL,
            erp_id varchar(100) NOT NULL,
            number varchar(100) NOT NULL DEFAULT '',
            url varchar(1000) DEFAULT NULL,
            state varchar(60) NOT NULL,
            live tinyint(1) NOT NULL DEFAULT 1,
            PRIMARY KEY  (order_id,former_check,kind,shop_id,document_check,generation)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @param list<AgentJourney> $journeys those that were news (`JourneysTable::noteFromAgent`) */
    public function replace(array $journeys): void
    {
        $rows = [];
        foreach ($journeys as $journey) {
            $this->drop($journey->key());
            foreach ($journey->documents as $one) {
                $rows[] = '(' . $this->query->listOf([
                    $journey->orderId,
                    $journey->key()->formerCheck,
                    $one->key->kind,
                    $one->key->shopId,
                    $one->check,
                    $one->key->generation,
                    $one->document->id,
                    $one->document->number,
                    $one->document->url,
                    $one->document->state,
                    (int) $one->live,
                ]) . ')';
            }
        }
        if ($rows !== []) {
            $this->query->change($this->query->prepare('INSERT IGNORE INTO %i', $this->table)
                . ' (order_id, former_check, kind, shop_id, document_check, generation, erp_id, number, url, state, live) VALUES ' . implode(', ', $rows));
        }
    }

    /** Another order has the id now: those told of the one before are that one's. */
    public function becomeFormer(int $orderId, string $check): void
    {
        $this->query->change($this->query->prepare("UPDATE IGNORE %i SET former_check = %s WHERE order_id = %d AND former_check = ''", $this->table, $check, $orderId));
        $this->drop(new JourneyKey($orderId));
    }

    public function drop(JourneyKey $key): void
    {
        $this->query->change($this->query->prepare('DELETE FROM %i WHERE order_id = %d AND former_check = %s', $this->table, $key->orderId, $key->formerCheck));
    }

    /**
     * @return list<JourneyDocument> the order's own first, then those of each kind together, what replaced another
     *   after it
     */
    public function of(JourneyKey $key): array
    {
        $rows = $this->query->rows($this->query->prepare(
            "SELECT kind, shop_id, document_check, generation, erp_id, number, url, state, live FROM %i WHERE order_id = %d AND former_check = %s ORDER BY kind = 'order' DESC, kind, shop_id, document_check, generation",
            $this->table,
            $key->orderId,
            $key->formerCheck,
        ));
        return array_map(static fn(array $row): JourneyDocument => new JourneyDocument(
            new DocumentKey((string) $row['kind'], (int) $row['shop_id'], (int) $row['generation']),
            (string) $row['document_check'],
            new ErpDocument((string) $row['erp_id'], (string) $row['number'], $row['url'], (string) $row['state']),
            $row['live'] === '1',
        ), $rows);
    }
}
