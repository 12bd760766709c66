import os
import signal
import sys
import traceback
from contextlib import closing, contextmanager
from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, common
from odoo.tools import config


class ProcessesCommon(BaseCase):
    """Work by real processes with transactions of their own, some killed in the middle, on a copy
    of the database that is dropped afterwards."""

    copy_name = "processes"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        source = common.get_db_name()
        cls.db_name = f"{source}_{cls.copy_name}"
        with cls._maintenance() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{cls.db_name}"')
            # a template must have no connections
            sql_db.close_db(source)
            cursor.execute(f'CREATE DATABASE "{cls.db_name}" TEMPLATE "{source}"')
        cls.addClassCleanup(cls._drop_copy)
        # loading the copy is no occasion to test it
        with patch.dict(config.options, test_enable=False):
            cls.registry = Registry(cls.db_name)
        cls._fill()

    @classmethod
    def _drop_copy(cls):
        Registry.delete(cls.db_name)
        sql_db.close_db(cls.db_name)
        with cls._maintenance() as cursor:
            cursor.execute(f'DROP DATABASE "{cls.db_name}"')

    @classmethod
    @contextmanager
    def _maintenance(cls):
        """A cursor outside of transactions, beside the databases in question."""
        _name, info = sql_db.connection_info_for("postgres")
        with closing(psycopg2.connect(**info)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor

    @classmethod
    @contextmanager
    def _env(cls):
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    @classmethod
    def _fill(cls):
        """What the processes work on."""
        raise NotImplementedError

    def setUp(self):
        super().setUp()
        self.running = set()
        self.addCleanup(self._end_processes)

    def _end_processes(self):
        """What a failed test has left."""
        for pid in list(self.running):
            os.kill(pid, signal.SIGKILL)
            self._wait(pid)

    def _fork(self, work):
        """Id of a process that does `work(env)` and ends; nothing of the parent is touched."""
        sys.stdout.flush()
        sys.stderr.flush()
        sql_db.close_db(self.db_name)
        pid = os.fork()
        if pid:
            self.running.add(pid)
            return pid
        try:
            # the sockets of the parent are not ours
            sql_db._Pool = sql_db._Pool_readonly = None
            with self._env() as env:
                work(env)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def _wait(self, pid):
        _pid, status = os.waitpid(pid, 0)
        self.running.remove(pid)
        return os.waitstatus_to_exitcode(status)

    @contextmanager
    def _starting_line(self):
        """What the processes wait for that are started inside; they run on leaving it."""
        ready, go = os.pipe()
        yield ready, go
        os.close(ready)
        os.close(go)

    @staticmethod
    def _from(line, work):
        """`work`, which waits at the starting line."""

        def wait_and_work(env):
            ready, go = line
            os.close(go)
            os.read(ready, 1)
            work(env)

        return wait_and_work
