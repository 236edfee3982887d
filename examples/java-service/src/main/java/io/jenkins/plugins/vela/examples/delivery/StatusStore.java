package io.jenkins.plugins.vela.examples.delivery;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * The service's database: every status change it was told of, and by which way. Safe for use by several threads.
 */
final class StatusStore implements AutoCloseable {

    /** How a change reached the service. */
    enum Way {
        /** Called in this process. */
        LISTENER,
        /** Sent over HTTP and signed. */
        WEBHOOK
    }

    private final Connection database;

    /**
     * Opens the database.
     *
     * @param url JDBC address, for example {@code jdbc:h2:mem:} or {@code jdbc:h2:./delivery}
     */
    StatusStore(String url) throws SQLException {
        database = DriverManager.getConnection(url);
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "create table if not exists status_change (id identity primary key, way varchar(16) not null,"
                            + " run varchar(255) not null, step varchar(255) not null, phase varchar(32) not null,"
                            + " message varchar(4000) not null, happened timestamp(9) with time zone not null)");
        }
    }

    synchronized void add(Way way, StatusChange change) throws SQLException {
        String insert =
                "insert into status_change (way, run, step, phase, message, happened) values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = database.prepareStatement(insert)) {
            statement.setString(1, way.name());
            statement.setString(2, change.run());
            statement.setString(3, change.step());
            statement.setString(4, change.phase());
            statement.setString(5, change.message());
            statement.setTimestamp(6, Timestamp.from(change.time()));
            statement.executeUpdate();
        }
    }

    /** The changes of a run in the order in which they were stored. */
    synchronized List<StatusChange> changes(Way way, String run) throws SQLException {
        String select =
                "select step, phase, message, happened from status_change where way = ? and run = ? order by id";
        try (PreparedStatement statement = database.prepareStatement(select)) {
            statement.setString(1, way.name());
            statement.setString(2, run);
            List<StatusChange> changes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.add(new StatusChange(
                            run,
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getTimestamp(4).toInstant()));
                }
            }
            return changes;
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        database.close();
    }
}
