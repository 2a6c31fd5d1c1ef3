module org.example.consumer.modular {
    requires io.github.spectcad.core;
    requires io.github.spectcad.io;
    requires io.github.spectcad.stats;
}
