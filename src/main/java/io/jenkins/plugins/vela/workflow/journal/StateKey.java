package io.jenkins.plugins.vela.workflow.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that recorded results and variables are encrypted with (AES-256-GCM, a fresh nonce per record, the record's place
 * as associated data, so that records cannot be moved). Thread-safe.
 */
public final class StateKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private StateKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /**
     * A key from its bytes, for embedders that keep it elsewhere.
     *
     * @param bytes exactly 32 of them
     */
    public static StateKey of(byte[] bytes) {
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a state key has " + KEY_BYTES + " bytes, not " + bytes.length);
        }
        return new StateKey(bytes.clone());
    }

    /** A key that nobody else has. */
    static StateKey random() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new StateKey(bytes);
    }

    /** The key in a file that only its owner can read; made on first use. */
    public static StateKey inFile(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_BYTES) {
                throw new JournalException(file + " is no state key: it has " + bytes.length + " bytes instead of "
                        + KEY_BYTES + ". Without the right key the recorded results in this directory are lost.");
            }
            return new StateKey(bytes);
        } catch (IOException e) {
            throw new JournalException("the state key " + file + " cannot be read or made: " + e, e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".new", OwnerOnly.file(file));
        Files.write(fresh, bytes);
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException alreadyMade) {
            // another process was faster: its key counts
            Arrays.fill(bytes, (byte) 0);
        } catch (UnsupportedOperationException noLinks) {
            Files.copy(fresh, file);
        }
        Files.delete(fresh);
    }

    byte[] encrypt(byte[] clear, byte[] place) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place);
            byte[] sealed = cipher.doFinal(clear);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new JournalException("this Java cannot encrypt with AES-GCM", e);
        }
    }

    byte[] decrypt(byte[] sealed, byte[] place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
        cipher.updateAAD(place);
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }
}
