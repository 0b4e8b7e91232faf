package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        jdbc:postgresql://db:5433/orders,                      jdbc:postgresql://db:5433/orders,             ,       ,        database "orders" at db:5433
        jdbc:postgresql://db/orders,                           jdbc:postgresql://db/orders,                  ,       ,        database "orders" at db:5432
        jdbc:postgresql:///orders,                             jdbc:postgresql://localhost/orders,           ,       ,        database "orders" at localhost:5432
        postgresql://db/orders,                                jdbc:postgresql://db/orders,                  ,       ,        database "orders" at db:5432
        postgres://ann:s3cret@db:5433/orders,                  jdbc:postgresql://db:5433/orders,             ann,    s3cret, database "orders" at db:5433
        postgres://ann:s%40%2Fc+ret@db/orders?sslmode=require, jdbc:postgresql://db/orders?sslmode=require,  ann,    s@/c+ret, database "orders" at db:5432
        postgresql://ann@db/orders,                            jdbc:postgresql://db/orders,                  ann,    ,       database "orders" at db:5432
        jdbc:postgresql://db/orders?user=ann&ssl=true&password=x, jdbc:postgresql://db/orders?ssl=true,      ann,    x,      database "orders" at db:5432
        jdbc:postgresql://[::1]:5433/orders,                   jdbc:postgresql://[::1]:5433/orders,          ,       ,        database "orders" at [::1]:5433
        `jdbc:postgresql://a:1,b:2/orders`,                    `jdbc:postgresql://a:1,b:2/orders`,           ,       ,        `database "orders" at a:1,b:2`
        """)
    void readsEveryForm(String url, String jdbcUrl, String user, String password, String inMessages) {
        DatabaseAddress address = DatabaseAddress.parse(url);
        assertThat(address.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
        assertThat(address).hasToString(inMessages);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://ann:s3cret@db/orders",
                "db/orders",
                "postgresql://db",
                "postgresql://db/",
                "",
                "postgresql://ann:50%s3cret@db/orders",
                "postgresql://ann:/s3cret@db",
                "postgresql://ann:/s3cret@db/orders",
                "postgresql://ann:1/s3cret@db",
                "postgresql://ann:@s3cret@db/orders",
                "postgresql://ann:?s3cret@db/orders",
                "postgresql://ann:s3cret@db:0/orders",
                "postgresql://ann:s3cret@a:1,b:99999/orders",
                "postgresql://ann:s3cret@db/orders%zz"
            })
    void refusesWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("jdbc:postgresql://host:5432/database")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(DatabaseAddress.parse("postgresql://ann:s3cret@db/orders").toString())
                .doesNotContain("s3cret");
    }
}
