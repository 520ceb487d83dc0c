<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\UtcTime;
use Counterfoil\Outbox\Doorbell;
use Counterfoil\Pairing\AgentKey;
use Counterfoil\Pairing\CodeVerdict;
use Counterfoil\Pairing\Connector;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\KeyState;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Pairing\PairingTable;
use Counterfoil\Resources\ShopText;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * POST counterfoil/v1/pair: a right code binds the key that brought it. No order is served to it before a person
 * confirmed its fingerprint.
 */
final class PairController implements AgentController
{
    private readonly AgentAuthentication $authentication;
    private readonly KeysTable $keys;

    public function __construct(private readonly \wpdb $db)
    {
        $this->authentication = new AgentAuthentication($db);
        $this->keys = new KeysTable($db);
    }

    public function answer(\WP_REST_Request $request, CallCount $count): array
    {
        // The key is in the body, so this alone of all messages is read before its signature is proven: 4 KB at most
        // (BodyLimit), and headers first.
        $headers = $this->authentication->unproven($request);
        $message = Message::parse(RequestBody::of($request), 'pair-request');
        $publicKey = $message->text('publicKey');
        $tenant = $message->text('tenant');
        $this->authentication->newKey($headers, $request->get_method(), $publicKey, $tenant);
        $this->refuseRevoked($headers->keyId);
        // Only who brings a right code may know who else is connected. It stays good: that one is disconnected, and the
        // same code goes on.
        if (!Instance::isCopy() && PairingCode::isRight($message->text('code'), $headers->keyId)) {
            $this->refuseOtherTenant($tenant, $headers->keyId);
        }
        $moves = $this->redeem($message->text('code'), $headers->keyId);
        $this->authentication->takeNonce($headers);
        $readCount = $count->next();

        $this->bind($publicKey, $tenant, $message->part('connector'));
        if ($moves) {
            Instance::noteSurroundings();
        }
        $confirmed = $this->keys->find($headers->keyId)?->state === KeyState::Confirmed;
        $doorbell = Doorbell::ofThisSite()->url();
        return [
            'contractVersion' => $message->version,
            'contractRevision' => ContractVersion::revision(),
            'readCount' => $readCount,
            'serverTime' => UtcTime::now($this->db),
            'instance' => Instance::id(),
            'shop' => ShopFacts::present(),
            'contractVersions' => ContractVersion::SERVED,
            'state' => ($confirmed ? KeyState::Confirmed : KeyState::AwaitingConfirmation)->value,
            'doorbellUrl' => $doorbell === null ? null : ShopText::webAddress($doorbell, 1000),
            'cutover' => Instance::cutover(),
        ];
    }

    /**
     * Before the code, which stays good: whoever brings it once more brings another key. Only who has the key learns
     * that it was disconnected.
     */
    private function refuseRevoked(string $keyId): void
    {
        if ($this->keys->find($keyId)?->state === KeyState::Revoked) {
            throw new Refusal(ErrorCode::KeyRevoked, 'This key was disconnected in the shop. Make a new one.');
        }
    }

    /** A shop has one tenant at a time: its outbox has one reader. */
    private function refuseOtherTenant(string $tenant, string $keyId): void
    {
        $known = $this->keys->find($keyId);
        foreach ([...($known === null ? [] : [$known]), ...$this->keys->confirmed()] as $key) {
            if ($key->tenant !== $tenant) {
                throw new Refusal(ErrorCode::AlreadyPaired, "The shop is connected with {$key->tenant} ({$key->connector->name}). Disconnect that one in wp-admin first.");
            }
        }
    }

    /**
     * Why it is refused hears only who brings the right code. Everybody else hears one and the same.
     *
     * @return bool whether the code also says that the shop moved here
     */
    private function redeem(string $code, string $keyId): bool
    {
        return match (PairingCode::redeem($code, $keyId)) {
            CodeVerdict::Right => Instance::isCopy()
                // A code of the shop that was copied along: who has it may know.
                ? throw new Refusal(ErrorCode::InstanceDiffers, 'This is a copy of a connected shop. Say in wp-admin whether it is a copy or the shop has moved here.')
                : false,
            CodeVerdict::RightAndMoves => true,
            CodeVerdict::Wrong => throw new Refusal(ErrorCode::CodeWrong, 'This is not the code that wp-admin shows.'),
            CodeVerdict::Expired => throw new Refusal(ErrorCode::CodeExpired, sprintf('The code ran out after %d minutes. Make a new one in wp-admin.', PairingTable::MINUTES)),
            CodeVerdict::UsedUp => throw new Refusal(ErrorCode::CodeUsedUp, 'The code was used, or tried too often. Make a new one in wp-admin.'),
        };
    }

    /** Of keys that await confirmation only the newest is left: the person compares one fingerprint, not several. */
    private function bind(string $publicKey, string $tenant, Message $connector): void
    {
        $this->keys->pair($publicKey, $tenant, new Connector(
            $connector->text('name'),
            $connector->text('version'),
            $connector->text('erpKind'),
            $connector->text('erpName'),
            $connector->text('environment'),
        ));
        foreach ($this->keys->awaiting() as $key) {
            if ($key->keyId !== AgentKey::idOf($publicKey)) {
                $this->keys->revoke($key->keyId, null);
            }
        }
    }
}
