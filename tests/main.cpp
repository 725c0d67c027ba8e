// The one main of every test program.
#define BOOST_TEST_MODULE parasol
#include <boost/test/unit_test.hpp>
